import { GatewayClientError } from './gateway-client-error.js';

/** Limits of the buffer. */
export interface BufferLimits {
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
}

/**
 * Holds emitted events that are not yet confirmed, in order. An event counts from `add` to `release`, also while it is
 * being sent.
 */
export class EventBuffer<Item extends { readonly bytes: number }> {
  #waiting: Item[] = [];
  /**
   * Index of the next event. Taken ones are cut off now and then, because `shift` would copy a long queue each time.
   */
  #next = 0;
  #events = 0;
  #bytes = 0;
  readonly #limits: BufferLimits;

  constructor(limits: BufferLimits) {
    this.#limits = limits;
  }

  get events(): number {
    return this.#events;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Adds an event. @throws GatewayClientError `buffer_full`; then nothing was added */
  add(item: Item): void {
    const { maxBufferedEvents, maxBufferedBytes } = this.#limits;
    if (this.#events + 1 > maxBufferedEvents) throw full(`${maxBufferedEvents} events`);
    if (this.#bytes + item.bytes > maxBufferedBytes) throw full(`${maxBufferedBytes} bytes`);
    this.#events += 1;
    this.#bytes += item.bytes;
    this.#waiting.push(item);
  }

  /** Returns the oldest event that was not taken yet. */
  take(): Item | undefined {
    const item = this.#waiting[this.#next];
    if (item === undefined) return undefined;
    this.#next += 1;
    if (this.#next === this.#waiting.length || this.#next >= 1_000) {
      this.#waiting = this.#waiting.slice(this.#next);
      this.#next = 0;
    }
    return item;
  }

  /** Frees the place of a confirmed or dropped event. */
  release({ bytes }: Item): void {
    this.#events -= 1;
    this.#bytes -= bytes;
  }
}

function full(limit: string): GatewayClientError {
  const message = `The buffer is full (${limit} wait for the gateway); this event was not taken.`;
  return new GatewayClientError('buffer_full', message);
}
