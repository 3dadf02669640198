import { writeFileSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { GatewayProcess } from '../support/gateway-process.js';
import type { TestDatabase } from '../support/postgres-server.js';
import { sized } from '../support/long-run.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import type { BadReceiver } from './bad-receiver.js';
import { BatchApp } from './batch-app.js';
import { deliveriesOf, type Companion, type CompanionLedger, type Rows } from './companion.js';
import { DigestChannel } from './digest-channel.js';
import { QUICK } from './env.js';
import { JobReporter } from './job-reporter.js';
import { randomFrom } from './killed-gateways.js';
import { LiveChannel, TITLE } from './live-channel.js';
import { ACTIONS_FILE, RetryPresser } from './retry-presser.js';
import { liveBalance, printLive, type LiveLedger, type StoredEnd } from './live-ledger.js';

/** Time after which an attempt without an answer is over, ms. */
const TIMEOUT_MS = 1_000;
/** Time in which everything must be settled after the faults, ms. */
const SETTLE_MS = 120_000;
const WORKERS = sized(4, 6);
const SETTINGS = {
  WEBHOOK_URLS: '',
  WEBHOOK_ALLOW_NETWORKS: 'loopback',
  WEBHOOK_CONFIG: './gateway.yaml',
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.test',
  WEBHOOK_ACTIONS: 'link',
};

const CONVERSATIONS = 'select order_key as job, doubts, losses from conversations';

/** The balance of a run: of the messages of jobs, and of each companion. */
export interface SceneLedger {
  readonly messages: LiveLedger;
  readonly companions: Readonly<Record<string, CompanionLedger>>;
}

/**
 * Gateways that keep the messages of jobs in one channel, tell a second one in digests and an application in batches, and take presses of
 * the buttons in the first; and jobs that report to them.
 */
export class LiveScene {
  readonly random: () => number;
  /** The gateways that accept events. */
  readonly live: GatewayProcess[] = [];
  readonly folder = new TempFolder();
  readonly #all: GatewayProcess[] = [];
  readonly #channel: LiveChannel;
  readonly #presser: RetryPresser;
  readonly #companions: readonly Companion[];
  readonly #env: Readonly<Record<string, string>>;
  readonly #rows: Rows;

  private constructor(
    { channel, presser, companions }: Awaited<ReturnType<typeof openReceivers>>,
    seed: number,
    env: Readonly<Record<string, string>> = {},
    rows?: Rows,
  ) {
    this.random = randomFrom(seed);
    this.#channel = channel;
    this.#presser = presser;
    this.#companions = companions;
    this.#env = env;
    this.#rows = rows ?? ((sql) => rowsIn(this.folder.file('data/gateway.db'), sql));
    writeFileSync(this.folder.file('gateway.yaml'), ACTIONS_FILE);
  }

  /**
   * Makes a scene on PostgreSQL, or on a SQLite file of its own.
   *
   * @param seed of random moments, so that a run can be repeated as far as the machine allows
   */
  static async on(seed: number, database: TestDatabase | null = null): Promise<LiveScene> {
    const receivers = await openReceivers(randomFrom(seed + 1));
    if (database === null) return new LiveScene(receivers, seed);
    return new LiveScene(receivers, seed, { DATABASE_URL: `${database.url}?pool=4` }, (sql) =>
      database.query(sql),
    );
  }

  async start(): Promise<void> {
    const node = GatewayProcess.launch({ ...QUICK, ...SETTINGS, ...this.#env }, this.folder.path);
    this.#all.push(node);
    await node.ready();
    this.live.push(node);
  }

  /** Picks a gateway, which accepts no more events from now on. */
  pick(): GatewayProcess {
    const [node] = this.live.splice(Math.floor(this.random() * this.live.length), 1);
    return node!;
  }

  /** Starts `gateways`, lets jobs report while `faults` runs, and compares what they reported with what the receivers show at the end. */
  async run(name: string, gateways: number, faults: () => Promise<void>): Promise<SceneLedger> {
    let reporter: JobReporter | undefined;
    let pressing: Promise<void> | undefined;
    try {
      await this.start();
      const endpoints = await this.#subscribe();
      await Promise.all(Array.from({ length: gateways - 1 }, () => this.start()));
      reporter = new JobReporter(() => this.live, this.random, WORKERS);
      pressing = this.#presser.work(this.#channel, () => this.live);
      await faults();
      await reporter.stop();
      for (const { receiver } of this.#receivers) receiver.calm();
      await this.#settled();
      await this.#presser.finish();
      await this.#settled();
      return await this.#balance(name, reporter, endpoints);
    } finally {
      await Promise.all(this.#all.map((node) => node.end('SIGKILL')));
      reporter?.giveUp();
      this.#presser.giveUp();
      await Promise.allSettled([reporter?.stop(), pressing]);
      await Promise.all(this.#receivers.map(({ receiver }) => receiver.close()));
      this.folder[Symbol.dispose]();
    }
  }

  get #receivers(): readonly { readonly receiver: BadReceiver }[] {
    return [this.#channel, ...this.#companions];
  }

  async #balance(name: string, reporter: JobReporter, endpoints: Endpoints): Promise<SceneLedger> {
    const deliveries = await deliveriesOf(this.#rows, endpoints.channel);
    const conversations = await this.#rows<StoredEnd['conversations'][number]>(
      `${CONVERSATIONS} where endpoint_id = '${endpoints.channel}'`,
    );
    const messages = liveBalance(reporter, this.#channel, { deliveries, conversations });
    printLive(name, messages);
    const companions: Record<string, CompanionLedger> = {};
    for (const [companion, id] of endpoints.companions) {
      const own = await deliveriesOf(this.#rows, id);
      companions[companion.name] = await companion.balance(reporter, own, this.#rows);
      printCompanion(companion.name, companions[companion.name]!);
    }
    return { messages, companions };
  }

  async #subscribe(): Promise<Endpoints> {
    const channel = await this.#add({
      url: this.#channel.url,
      events: ['job.*'],
      conversation: 'live',
      message: { title: TITLE },
    });
    const companions = new Map<Companion, string>();
    for (const companion of this.#companions) companions.set(companion, await this.#add(companion.endpoint));
    return { channel, companions };
  }

  /** Adds an endpoint, and returns its id. */
  async #add(endpoint: object): Promise<string> {
    const settings = { timeout_ms: TIMEOUT_MS, ...endpoint };
    const { status, body } = await this.live[0]!.post('/api/webhooks/endpoints', settings);
    if (status !== 201) throw new Error(`the endpoint was refused: ${JSON.stringify(body)}`);
    return body.endpoint.id as string;
  }

  async #settled(): Promise<void> {
    const open = `select count(*) as open from deliveries where settled_at is null`;
    await until(
      'the end of all deliveries',
      async () => Number((await this.#rows<{ open: number | string }>(open))[0]!.open) === 0,
      SETTLE_MS,
    );
  }
}

/** Ids of the endpoints. */
interface Endpoints {
  readonly channel: string;
  readonly companions: ReadonlyMap<Companion, string>;
}

async function openReceivers(random: () => number) {
  const channel = await LiveChannel.open(random);
  const presser = await RetryPresser.open(random);
  const companions = [await DigestChannel.open(random), await BatchApp.open(random), presser];
  return { channel, presser, companions };
}

function printCompanion(name: string, { sizes, faults }: CompanionLedger): void {
  const list = (numbers: Readonly<Record<string, number>>): string =>
    Object.entries(numbers)
      .map(([what, count]) => `${what} ${count}`)
      .join(', ');
  process.stdout.write(`  ${name}: ${list(sizes)}; ${list(faults)}\n`);
}

function rowsIn<Row extends object>(file: string, sql: string): Row[] {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}
