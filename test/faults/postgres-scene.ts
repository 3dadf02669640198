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

/** The header that names the gateway which sent a request. */
const LIFE = 'X-Life';

/** Gateways on a database of their own, reached through a proxy, and the receiver they send to. */
export class PostgresScene {
  readonly random = randomFrom(20_240_301);
  /** The gateways that accept events. */
  readonly live: GatewayProcess[] = [];
  readonly proxy: TcpProxy;
  /** Whether the receiver refuses what comes. */
  refusing = false;
  readonly #database: TestDatabase;
  readonly #recording: RecordingReceiver;
  readonly folder = new TempFolder();
  readonly #all: GatewayProcess[] = [];

  private constructor(database: TestDatabase, proxy: TcpProxy, recording: RecordingReceiver) {
    this.#database = database;
    this.proxy = proxy;
    this.#recording = recording;
  }

  /** @param disk the folder of the tables, if not the server's */
  static async on(server: PostgresServer, disk: string | null = null): Promise<PostgresScene> {
    const database = await server.createDatabase(disk);
    const proxy = await TcpProxy.inFrontOf(database.url);
    const recording = await RecordingReceiver.open({
      fault: () => (scene.refusing ? 500 : null),
      success: 200,
      life: ({ headers }) => Number(headers[LIFE.toLowerCase()]),
    });
    const scene: PostgresScene = new PostgresScene(database, proxy, recording);
    return scene;
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const node = this.#launch(env);
    await node.ready();
    this.live.push(node);
  }

  /** Kills a gateway, and records what it had in flight. Its leases stay valid. */
  async kill(node: GatewayProcess, unrecorded: Unrecorded): Promise<void> {
    await node.end('SIGKILL');
    await this.heard(node, unrecorded);
  }

  /** Starts a gateway and kills it while it opens the database, recovers, begins to send. */
  async killInBoot(unrecorded: Unrecorded): Promise<void> {
    const node = this.#launch();
    await this.while(800);
    await this.kill(node, unrecorded);
  }

  /** Records what a killed or frozen gateway had in flight, after its last requests have arrived. */
  async heard(node: GatewayProcess, unrecorded: Unrecorded, ms = 100): Promise<void> {
    await this.while(ms);
    await unrecorded(this.#all.indexOf(node) + 1);
  }

  #launch(env: Readonly<Record<string, string>> = {}): GatewayProcess {
    const node = GatewayProcess.launch(
      {
        ...QUICK,
        DATABASE_URL: `${this.proxy.url}?pool=4`,
        WEBHOOK_URLS: this.#recording.receiver.url(),
        WEBHOOK_HEADERS: `${LIFE}:${this.#all.length + 1}`,
        ...env,
      },
      this.folder.path,
    );
    this.#all.push(node);
    return node;
  }

  /** Picks a gateway, which accepts no more events from now on. */
  pick(): GatewayProcess {
    const [node] = this.live.splice(Math.floor(this.random() * this.live.length), 1);
    return node!;
  }

  /** Waits for a random time of half to one and a half times `ms`. */
  async while(ms: number): Promise<void> {
    await sleep(ms * (0.5 + this.random()));
  }

  /** Runs with one gateway for each environment, and ends all of them afterwards. */
  async run(
    gateways: readonly Readonly<Record<string, string>>[],
    run: Pick<FaultRun, 'name' | 'strikes' | 'strike' | 'pauseMs'>,
  ): Promise<Ledger> {
    try {
      await Promise.all(gateways.map((env) => this.start(env)));
      return await faultRun({
        ...run,
        recording: this.#recording,
        nodes: () => this.live,
        states: () => statesOn(this.#database),
      });
    } finally {
      await Promise.all(this.#all.map((node) => node.end('SIGKILL')));
      await this.#recording.receiver.close();
      await this.proxy.close();
      this.folder[Symbol.dispose]();
    }
  }
}
