/** One message of the stream. */
export interface Message {
  readonly id: string;
  readonly type: string;
  /** JSON. */
  readonly data: string;
}

/** Keeps the latest messages, so that a listener that was disconnected gets those it missed. */
export class ReplayBuffer {
  readonly #capacity: number;
  readonly #prefix: string;
  #messages: Message[] = [];
  #count = 0;

  /**
   * @param capacity messages kept, at least
   * @param prefix tells the ids of this process from those of any other
   */
  constructor(capacity: number, prefix: string) {
    this.#capacity = capacity;
    this.#prefix = prefix;
  }

  /** Keeps a message under the next id. */
  add(type: string, data: object): Message {
    const message = { id: `${this.#prefix}-${++this.#count}`, type, data: JSON.stringify(data) };
    this.#messages.push(message);
    // Old messages are removed many at a time: removing one from the front copies all others.
    if (this.#messages.length >= this.#capacity * 2) this.#messages = this.#messages.slice(-this.#capacity);
    return message;
  }

  /** Forgets all messages, so that a listener that comes back learns that it missed some. */
  clear(): void {
    this.#messages = [];
    this.#count += 1;
  }

  /** The messages after that id; null where the id is unknown or no longer kept. */
  after(id: string): Message[] | null {
    const [, prefix, digits] = /^(.+)-(\d{1,15})$/.exec(id) ?? [];
    const missed = this.#count - Number(digits);
    if (prefix !== this.#prefix || missed < 0 || missed > this.#messages.length) return null;
    return missed === 0 ? [] : this.#messages.slice(-missed);
  }
}
