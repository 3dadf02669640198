/** One message of the stream. */
export interface Message {
  readonly id: string;
  readonly type: string;
  /** JSON. */
  readonly data: string;
}

/** The latest messages, so that who was away for a moment can go on where it was. */
export class Ring {
  readonly #capacity: number;
  readonly #prefix: string;
  #messages: Message[] = [];
  #count = 0;

  /** @param prefix tells the ids of this process from those of any other */
  constructor(capacity: number, prefix: string) {
    this.#capacity = capacity;
    this.#prefix = prefix;
  }

  add(type: string, data: object): Message {
    const message = { id: `${this.#prefix}-${++this.#count}`, type, data: JSON.stringify(data) };
    this.#messages.push(message);
    // Now and then, and many at once: taking one off the front each time would copy all.
    if (this.#messages.length >= this.#capacity * 2) this.#messages = this.#messages.slice(-this.#capacity);
    return message;
  }

  /** What came after that id; null where that is not known any more, or never was. */
  after(id: string): Message[] | null {
    const [, prefix, digits] = /^(.+)-(\d{1,15})$/.exec(id) ?? [];
    const missed = this.#count - Number(digits);
    if (prefix !== this.#prefix || missed < 0 || missed > this.#messages.length) return null;
    return missed === 0 ? [] : this.#messages.slice(-missed);
  }
}
