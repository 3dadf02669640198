import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from './receiver.js';

/** The time in which more requests than expected would come, ms. */
const MORE_MS = 5;

/** Requests that are held until as many as expected are there, and a while longer. */
export class Crowd {
  /** The most requests that were there at once. */
  most = 0;
  #open = 0;
  readonly #expected: number;
  readonly #complete = Promise.withResolvers<void>();

  constructor(expected: number) {
    this.#expected = expected;
  }

  readonly behaviour: Behaviour = async () => {
    this.most = Math.max(this.most, ++this.#open);
    if (this.#open >= this.#expected) this.#complete.resolve();
    await this.#complete.promise;
    await sleep(MORE_MS);
    this.#open--;
    return 200;
  };
}
