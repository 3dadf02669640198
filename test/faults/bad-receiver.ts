import { setTimeout as sleep } from 'node:timers/promises';
import { Receiver, type Answer, type Received } from '../support/receiver.js';

/** A receiver behind a bad network: of a hundred requests, 8 are refused (503), the answers of 6 are lost and those of 6 come late. */
export class BadReceiver {
  #troubled = true;

  private constructor(
    private readonly receiver: Receiver,
    private readonly random: () => number,
  ) {}

  /**
   * Starts it.
   *
   * @param take does at once what the receiver does with a request: only its answer is lost, or late. `troubled`: false once nothing more goes wrong.
   */
  static async open(
    random: () => number,
    take: (request: Received, troubled: boolean) => Answer,
  ): Promise<BadReceiver> {
    const receiver = await Receiver.start((request) => bad.#answer(() => take(request, bad.#troubled)));
    const bad: BadReceiver = new BadReceiver(receiver, random);
    return bad;
  }

  url(path?: string): string {
    return this.receiver.url(path);
  }

  /** Number of requests so far. */
  get requests(): number {
    return this.receiver.requests.length;
  }

  /** Ends the faults. */
  calm(): void {
    this.#troubled = false;
  }

  close(): Promise<void> {
    return this.receiver.close();
  }

  async #answer(take: () => Answer): Promise<Answer> {
    if (!this.#troubled) return take();
    const chance = this.random();
    if (chance < 0.08) return 503;
    const answer = take();
    if (chance < 0.14) return 'handled';
    if (chance < 0.2) await sleep(400 * this.random());
    return answer;
  }
}
