import SqliteDatabase from 'better-sqlite3';
import { GatewayProcess } from '../support/gateway-process.js';
import type { TestDatabase } from '../support/postgres-server.js';
import { sized } from '../support/long-run.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { QUICK } from './env.js';
import { JobReporter } from './job-reporter.js';
import { randomFrom } from './killed-gateways.js';
import { LiveChannel, TITLE } from './live-channel.js';
import { liveBalance, printLive, type LiveLedger, type StoredEnd } from './live-ledger.js';

/** Time after which an attempt without an answer is over, ms. */
const TIMEOUT_MS = 1_000;
/** Time in which everything must be settled after the faults, ms. */
const SETTLE_MS = 120_000;
const WORKERS = sized(4, 6);

const DELIVERIES = `select event_id as event, case when reason is null then state else state || ' ' || reason end as state from deliveries`;
const CONVERSATIONS = 'select order_key as job, doubts, losses from conversations';

type Rows = <Row extends object>(sql: string) => Row[] | Promise<Row[]>;

/** Gateways that keep the messages of jobs in one channel, and jobs that report to them. */
export class LiveScene {
  readonly random: () => number;
  /** The gateways that accept events. */
  readonly live: GatewayProcess[] = [];
  readonly folder = new TempFolder();
  readonly #all: GatewayProcess[] = [];
  readonly #channel: LiveChannel;
  readonly #env: Readonly<Record<string, string>>;
  readonly #rows: Rows;

  private constructor(
    channel: LiveChannel,
    seed: number,
    env: Readonly<Record<string, string>> = {},
    rows?: Rows,
  ) {
    this.random = randomFrom(seed);
    this.#channel = channel;
    this.#env = env;
    this.#rows = rows ?? ((sql) => rowsIn(this.folder.file('data/gateway.db'), sql));
  }

  /**
   * Makes a scene on PostgreSQL, or on a SQLite file of its own.
   *
   * @param seed of random moments, so that a run can be repeated as far as the machine allows
   */
  static async on(seed: number, database: TestDatabase | null = null): Promise<LiveScene> {
    const channel = await LiveChannel.open(randomFrom(seed + 1));
    if (database === null) return new LiveScene(channel, seed);
    return new LiveScene(channel, seed, { DATABASE_URL: `${database.url}?pool=4` }, (sql) =>
      database.query(sql),
    );
  }

  async start(): Promise<void> {
    const node = GatewayProcess.launch(
      { ...QUICK, WEBHOOK_URLS: '', WEBHOOK_ALLOW_NETWORKS: 'loopback', ...this.#env },
      this.folder.path,
    );
    this.#all.push(node);
    await node.ready();
    this.live.push(node);
  }

  /** Picks a gateway, which accepts no more events from now on. */
  pick(): GatewayProcess {
    const [node] = this.live.splice(Math.floor(this.random() * this.live.length), 1);
    return node!;
  }

  /** Starts `gateways`, lets jobs report while `faults` runs, and compares what they reported with what the channel shows at the end. */
  async run(name: string, gateways: number, faults: () => Promise<void>): Promise<LiveLedger> {
    let reporter: JobReporter | undefined;
    try {
      await this.start();
      await this.#subscribe();
      await Promise.all(Array.from({ length: gateways - 1 }, () => this.start()));
      reporter = new JobReporter(() => this.live, this.random, WORKERS);
      await faults();
      await reporter.stop();
      this.#channel.troubled = false;
      const ledger = liveBalance(reporter, this.#channel, await this.#settled());
      printLive(name, ledger);
      return ledger;
    } finally {
      await Promise.all(this.#all.map((node) => node.end('SIGKILL')));
      await reporter?.stop().catch(() => undefined);
      await this.#channel.close();
      this.folder[Symbol.dispose]();
    }
  }

  async #subscribe(): Promise<void> {
    const { status, body } = await this.live[0]!.post('/api/webhooks/endpoints', {
      url: this.#channel.url,
      events: ['job.*'],
      conversation: 'live',
      timeout_ms: TIMEOUT_MS,
      message: { title: TITLE },
    });
    if (status !== 201) throw new Error(`the endpoint was refused: ${JSON.stringify(body)}`);
  }

  async #settled(): Promise<StoredEnd> {
    const open = `select count(*) as open from deliveries where settled_at is null`;
    await until(
      'the end of all deliveries',
      async () => Number((await this.#rows<{ open: number | string }>(open))[0]!.open) === 0,
      SETTLE_MS,
    );
    return { deliveries: await this.#rows(DELIVERIES), conversations: await this.#rows(CONVERSATIONS) };
  }
}

function rowsIn<Row extends object>(file: string, sql: string): Row[] {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}
