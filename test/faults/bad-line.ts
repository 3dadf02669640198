import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer } from '../support/receiver.js';

/** A bad network before a receiver: of a hundred requests, 8 are refused (503), the answers of 6 are lost and those of 6 come late. */
export class BadLine {
  /** False once nothing more goes wrong. */
  troubled = true;
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Answers a request. `take` does with it what the receiver does at once: only its answer is lost, or late. */
  async answer(take: () => Answer): Promise<Answer> {
    if (!this.troubled) return take();
    const chance = this.#random();
    if (chance < 0.08) return 503;
    const answer = take();
    if (chance < 0.14) return 'handled';
    if (chance < 0.2) await sleep(400 * this.#random());
    return answer;
  }
}
