import { GatewayError } from '../model/gateway-error.js';
import type { NewEvent } from './new-event.js';

/** How many events may wait for their commit at once, of all senders together, and how much data, bytes. */
export const WAITING_MAX = { events: 20_000, bytes: 64 * 1024 * 1024 } as const;

/**
 * What waits in memory until the store has it. A store that hangs takes a while to be known for it, and senders go on
 * meanwhile: up to the bound they wait, beyond it they are told at once. Several times what a store that works ever
 * leaves waiting.
 */
export class WaitingAcceptances {
  #events = 0;
  #bytes = 0;

  /**
   * Counts these for as long as `accept` takes.
   *
   * @throws GatewayError `unavailable` where there is no room for them; then `accept` was not called
   */
  async during<T>(taken: readonly NewEvent[], accept: () => Promise<T>): Promise<T> {
    const bytes = taken.reduce((sum, { event }) => sum + event.data.length, 0);
    if (this.#events + taken.length > WAITING_MAX.events || this.#bytes + bytes > WAITING_MAX.bytes)
      throw new GatewayError('unavailable', 'Too many events wait for the store.');
    this.#events += taken.length;
    this.#bytes += bytes;
    try {
      return await accept();
    } finally {
      this.#events -= taken.length;
      this.#bytes -= bytes;
    }
  }
}
