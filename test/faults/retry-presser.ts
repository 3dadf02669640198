import { setTimeout as sleep } from 'node:timers/promises';
import { actionPaths, press } from '../support/action-links.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { Receiver } from '../support/receiver.js';
import { BadLine } from './bad-line.js';
import type { Companion, CompanionLedger, Rows, StoredDelivery } from './companion.js';
import type { JobReporter } from './job-reporter.js';
import type { LiveChannel } from './live-channel.js';

/** The configuration file of the gateways: jobs that failed can be retried. */
export const ACTIONS_FILE = `
actions:
  retry:
    label: Retry job
    on: [job.failed]
`;

/** Time between two looks for new messages, and two presses of one button, ms. */
const LOOK_MS = 100;
/** Done now, or done before. */
const OVER = new Set([200, 410]);

/** People who press the retry of every failure in a channel, twice at once at two gateways, and the job server that is told. */
export class RetryPresser implements Companion {
  readonly name = 'Presses';
  readonly #line: BadLine;
  readonly #jobServer: Receiver;
  /** Deliveries that the job server got. */
  readonly #told = new Set<string>();
  readonly #pressed = new Map<string, Promise<void>>();
  #stopped = false;

  private constructor(line: BadLine, jobServer: Receiver) {
    this.#line = line;
    this.#jobServer = jobServer;
  }

  static async open(random: () => number): Promise<RetryPresser> {
    const line = new BadLine(random);
    const jobServer = await Receiver.start(({ headers }) =>
      line.answer(() => {
        presser.#told.add(headers['webhook-id']!);
        return 200;
      }),
    );
    const presser: RetryPresser = new RetryPresser(line, jobServer);
    return presser;
  }

  get endpoint(): object {
    return { url: this.#jobServer.url(), events: ['action.*'] };
  }

  /** Presses what is in the channel, and what comes, until {@link finish}. */
  async work({ channel }: LiveChannel, nodes: () => readonly GatewayProcess[]): Promise<void> {
    while (!this.#stopped) {
      for (const { body } of channel.posted)
        for (const path of actionPaths(body))
          if (!this.#pressed.has(path)) this.#pressed.set(path, this.#pressTwice(path, nodes));
      await sleep(LOOK_MS);
    }
  }

  /** Resolves when all that was begun is pressed. */
  async finish(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#pressed.values());
  }

  calm(): void {
    this.#line.troubled = false;
  }

  async balance(_: JobReporter, deliveries: readonly StoredDelivery[], rows: Rows): Promise<CompanionLedger> {
    const uses = await rows<{ state: string }>('select state from action_uses');
    const events = await rows<{ id: string }>(`select id from events where type = 'action.retry_requested'`);
    return {
      sizes: { buttons: this.#pressed.size, uses: uses.length },
      faults: {
        begun: uses.filter(({ state }) => state !== 'done').length,
        // Two buttons of one message are one use, and each use is one event.
        differ: Math.abs(uses.length - events.length) + Math.abs(events.length - deliveries.length),
        unsettled: deliveries.filter(({ state }) => state !== 'delivered').length,
        lost: deliveries.filter(({ id }) => !this.#told.has(id)).length,
      },
    };
  }

  close(): Promise<void> {
    return this.#jobServer.close();
  }

  async #pressTwice(path: string, nodes: () => readonly GatewayProcess[]): Promise<void> {
    await Promise.all([0, 1].map((nth) => this.#pressUntilDone(path, nodes, nth)));
  }

  /** Presses again where a gateway has died, or says that the store is away or that somebody is just pressing. */
  async #pressUntilDone(path: string, nodes: () => readonly GatewayProcess[], nth: number): Promise<void> {
    for (;;) {
      const live = nodes();
      const node = live[nth % live.length];
      const answer = node && (await press(node, path).catch(() => null));
      if (answer && OVER.has(answer.status)) return;
      if (answer && answer.status !== 409 && answer.status < 500)
        throw new Error(`the button answered ${answer.status}: ${answer.body}`);
      await sleep(LOOK_MS);
    }
  }
}
