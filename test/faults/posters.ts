import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { sized } from '../support/long-run.js';

const TRIGGER = '/api/webhooks/trigger';
/** The time between two events of a client, ms: in a quick run it leaves the machine to the other tests. */
const EVENT_PAUSE_MS = sized(80, 15);

/** Statuses of a refusal without a promise: the store is unavailable, or full. */
const REFUSED = new Set([503, 507]);

/** The gateway that events are posted to. */
export interface Mailbox {
  /** A gateway that accepts events now; null while there is none. */
  readonly current: GatewayProcess | null;
}

/** Posts events one after the other, each with the same id until it is accepted. */
export class Posters {
  readonly accepted = new Set<string>();
  #next = 0;
  #stopped = false;
  readonly #mailbox: Mailbox;
  readonly #pauseMs: number;
  readonly #running: Promise<unknown>;

  constructor(mailbox: Mailbox, count: number, pauseMs = EVENT_PAUSE_MS) {
    this.#mailbox = mailbox;
    this.#pauseMs = pauseMs;
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
        // The event did not arrive, or its answer was lost: in either case it was not promised.
        if (this.#stopped) return;
        await sleep(this.#pauseMs);
      }
      this.accepted.add(id);
      await sleep(this.#pauseMs);
    }
  }

  async #taken(id: string): Promise<boolean> {
    const gateway = this.#mailbox.current;
    if (!gateway) return false;
    const event = { event: 'job.completed', id, data: { job_id: id } };
    const answer: ApiAnswer | null = await gateway.post(TRIGGER, event).catch(() => null);
    if (answer !== null && answer.status !== 202 && !REFUSED.has(answer.status))
      throw new Error(`the gateway answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer?.status === 202;
  }
}
