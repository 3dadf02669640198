import { GatewayError } from '../model/gateway-error.js';
import type { MemoryPlan } from '../config/memory-plan.js';
import type { NewEvent } from './new-event.js';

/**
 * Bounds the events that wait in memory for their commit. While a store hangs, senders go on: up to the limit their
 * events wait, beyond it they get an error at once. The limit is several times what a working store ever leaves
 * waiting.
 */
export class AcceptanceBuffer {
  readonly #max: MemoryPlan['acceptances'];
  #events = 0;
  #bytes = 0;

  /** @param max limits over all senders: number of events, and size of their data, bytes */
  constructor(max: MemoryPlan['acceptances']) {
    this.#max = max;
  }

  /**
   * Counts the events until `accept` settles.
   *
   * @throws GatewayError `unavailable` beyond the limit; then `accept` was not called
   */
  async hold<T>(taken: readonly NewEvent[], accept: () => Promise<T>): Promise<T> {
    const bytes = taken.reduce((sum, { event }) => sum + event.data.length, 0);
    if (this.#events + taken.length > this.#max.events || this.#bytes + bytes > this.#max.bytes)
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
