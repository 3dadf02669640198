import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayProcess } from '../support/gateway-process.js';
import type { PostgresServer, TestDatabase } from '../support/postgres-server.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { TempFolder } from '../support/temp-folder.js';
import { RecordingReceiver } from './recording-receivers.js';
import { QUICK, statesOn } from './env.js';
import { faultRun, type FaultRun, type Unrecorded } from './fault-run.js';
import type { Ledger } from './ledger.js';
import { randomFrom } from './killed-gateways.js';

/** In what a gateway sends: which of them it was. */
const LIFE = 'X-Life';

/** Gateways on a database of their own, reached through a proxy, and the receiver they send to. */
export class PostgresScene {
  readonly random = randomFrom(20_240_301);
  /** Those that take events. */
  readonly live: GatewayProcess[] = [];
  readonly proxy: TcpProxy;
  /** Whether the receiver refuses what comes. */
  refusing = false;
  readonly #database: TestDatabase;
  readonly #book: RecordingReceiver;
  readonly folder = new TempFolder();
  readonly #all: GatewayProcess[] = [];

  private constructor(database: TestDatabase, proxy: TcpProxy, book: RecordingReceiver) {
    this.#database = database;
    this.proxy = proxy;
    this.#book = book;
  }

  /** @param disk where the tables are to lie, if not with the server's others */
  static async on(server: PostgresServer, disk: string | null = null): Promise<PostgresScene> {
    const database = await server.createDatabase(disk);
    const proxy = await TcpProxy.inFrontOf(database.url);
    const book = await RecordingReceiver.open({
      fault: () => (scene.refusing ? 500 : null),
      success: 200,
      life: ({ headers }) => Number(headers[LIFE.toLowerCase()]),
    });
    const scene: PostgresScene = new PostgresScene(database, proxy, book);
    return scene;
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const node = this.#launch(env);
    await node.ready();
    this.live.push(node);
  }

  /** Ends it as a crash does, and measures what it had in flight. Its leases stand meanwhile. */
  async kill(victim: GatewayProcess, unrecorded: Unrecorded): Promise<void> {
    await victim.end('SIGKILL');
    await this.heard(victim, unrecorded);
  }

  /** Starts one that is killed while it opens the database, takes over, begins to send. */
  async killInBoot(unrecorded: Unrecorded): Promise<void> {
    const victim = this.#launch();
    await this.while(800);
    await this.kill(victim, unrecorded);
  }

  /** Measures what one that does nothing any more had in flight, as soon as what it had sent has arrived. */
  async heard(victim: GatewayProcess, unrecorded: Unrecorded, ms = 100): Promise<void> {
    await this.while(ms);
    await unrecorded(this.#all.indexOf(victim) + 1);
  }

  #launch(env: Readonly<Record<string, string>> = {}): GatewayProcess {
    const node = GatewayProcess.launch(
      {
        ...QUICK,
        DATABASE_URL: `${this.proxy.url}?pool=4`,
        WEBHOOK_URLS: this.#book.receiver.url(),
        WEBHOOK_HEADERS: `${LIFE}:${this.#all.length + 1}`,
        ...env,
      },
      this.folder.path,
    );
    this.#all.push(node);
    return node;
  }

  /** One of them, which takes no more events from now on. */
  pick(): GatewayProcess {
    const [victim] = this.live.splice(Math.floor(this.random() * this.live.length), 1);
    return victim!;
  }

  /** Some time of the length of a strike, at random. */
  async while(ms: number): Promise<void> {
    await sleep(ms * (0.5 + this.random()));
  }

  /** With a gateway for each environment; all is gone afterwards. */
  async run(
    gateways: readonly Readonly<Record<string, string>>[],
    run: Pick<FaultRun, 'name' | 'strikes' | 'strike'>,
  ): Promise<Ledger> {
    try {
      await Promise.all(gateways.map((env) => this.start(env)));
      return await faultRun({
        ...run,
        book: this.#book,
        nodes: () => this.live,
        states: () => statesOn(this.#database),
      });
    } finally {
      await Promise.all(this.#all.map((node) => node.end('SIGKILL')));
      await this.#book.receiver.close();
      await this.proxy.close();
      this.folder[Symbol.dispose]();
    }
  }
}
