import { GatewayError } from '../model/gateway-error.js';
import type { NewEvent } from './new-event.js';

/** Limits of events that wait for their commit, over all senders: number, and size of their data, bytes. */
export const BUFFER_MAX = { events: 20_000, bytes: 64 * 1024 * 1024 } as const;

/**
 * Bounds the events that wait in memory for their commit. While a store hangs, senders go on: up to the limit their
 * events wait, beyond it they get an error at once. The limit is several times what a working store ever leaves
 * waiting.
 */
export class AcceptanceBuffer {
  #events = 0;
  #bytes = 0;

  /**
   * Counts the events until `accept` settles.
   * @throws GatewayError `unavailable` beyond the limit; then `accept` was not called
   */
  async hold<T>(taken: readonly NewEvent[], accept: () => Promise<T>): Promise<T> {
    const bytes = taken.reduce((sum, { event }) => sum + event.data.length, 0);
    if (this.#events + taken.length > BUFFER_MAX.events || this.#bytes + bytes > BUFFER_MAX.bytes)
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
