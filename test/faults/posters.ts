import { setTimeout as sleep } from 'node:timers/promises';
import type { Victims } from './victims.js';

const TRIGGER = '/api/webhooks/trigger';
const EVENT_PAUSE_MS = 15;

/** Posts events one after the other, each again and again with the same id until it is taken. */
export class Posters {
  readonly accepted = new Set<string>();
  #next = 0;
  #stopped = false;
  readonly #victims: Victims;
  readonly #running: Promise<unknown>;

  constructor(victims: Victims, count: number) {
    this.#victims = victims;
    this.#running = Promise.all(Array.from({ length: count }, () => this.#post()));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #post(): Promise<void> {
    while (!this.#stopped) {
      const id = `event-n-${this.#next++}`;
      while (!(await this.#taken(id))) {
        // Nobody heard of it, or it was taken and the answer lost: either way it was not promised.
        if (this.#stopped) return;
        await sleep(EVENT_PAUSE_MS);
      }
      this.accepted.add(id);
      await sleep(EVENT_PAUSE_MS);
    }
  }

  async #taken(id: string): Promise<boolean> {
    const gateway = this.#victims.current;
    if (!gateway) return false;
    const event = { event: 'job.completed', id, data: { job_id: id } };
    const answer = await gateway.post(TRIGGER, event).catch(() => null);
    if (answer !== null && answer.status !== 202 && answer.status !== 503)
      throw new Error(`the gateway answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer?.status === 202;
  }
}
