import { setTimeout as sleep } from 'node:timers/promises';
import { actionPaths, press } from '../support/action-links.js';
import type { GatewayProcess } from '../support/gateway-process.js';
import { BadReceiver } from './bad-receiver.js';
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
  readonly #pressed = new Map<string, Promise<void>>();
  /** False once no further button is looked for. */
  #looks = true;
  #givenUp = false;

  private constructor(
    /** The job server. */
    readonly receiver: BadReceiver,
    /** Deliveries that the job server got. */
    private readonly told: ReadonlySet<string>,
  ) {}

  static async open(random: () => number): Promise<RetryPresser> {
    const told = new Set<string>();
    const receiver = await BadReceiver.open(random, ({ headers }) => {
      told.add(headers['webhook-id']!);
      return 200;
    });
    return new RetryPresser(receiver, told);
  }

  get endpoint(): object {
    return { url: this.receiver.url(), events: ['action.*'] };
  }

  /** Presses the buttons that are in the channel and those that come, until {@link finish} or {@link giveUp}. */
  async work({ channel }: LiveChannel, nodes: () => readonly GatewayProcess[]): Promise<void> {
    while (this.#looks) {
      for (const { body } of channel.posted)
        for (const path of actionPaths(body)) if (!this.#pressed.has(path)) this.#press(path, nodes);
      await sleep(LOOK_MS);
    }
  }

  /** Looks for no further button; resolves when all that it saw are pressed. */
  async finish(): Promise<void> {
    this.#looks = false;
    await Promise.all(this.#pressed.values());
  }

  /** Stops at once: the gateways are gone. */
  giveUp(): void {
    this.#looks = false;
    this.#givenUp = true;
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
        lost: deliveries.filter(({ id }) => !this.told.has(id)).length,
      },
    };
  }

  #press(path: string, nodes: () => readonly GatewayProcess[]): void {
    const twice = Promise.all([0, 1].map((nth) => this.#pressUntilDone(path, nodes, nth)));
    const pressed = twice.then(() => undefined);
    // `finish` tells of a refusal.
    pressed.catch(() => undefined);
    this.#pressed.set(path, pressed);
  }

  /** Presses again where a gateway has died, or says that the store is away or that somebody is just pressing. */
  async #pressUntilDone(path: string, nodes: () => readonly GatewayProcess[], nth: number): Promise<void> {
    while (!this.#givenUp) {
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
