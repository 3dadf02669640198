/** Runs asynchronous work one piece after another, in the order of the calls. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #size = 0;

  /** Pieces of work that wait or are under way. */
  get size(): number {
    return this.#size;
  }

  /** Starts the work once all earlier work is over; resolves and rejects as the work does. A failure stops no later work. */
  run<T>(work: () => Promise<T>): Promise<T> {
    this.#size++;
    const done = this.#last.then(work).finally(() => this.#size--);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Resolves once the work that was given so far is over; never rejects. */
  async settled(): Promise<void> {
    await this.#last;
  }
}
