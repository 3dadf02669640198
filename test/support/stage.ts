import { readFileSync, statSync } from 'node:fs';
import { afterAll, afterEach } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { GatewayProcess } from './gateway-process.js';
import { Receiver, type Behaviour } from './receiver.js';
import { TempFolder } from './temp-folder.js';

/** One row of the deliveries as the store keeps them. */
export interface DeliveryRow {
  readonly id: string;
  readonly webhook_id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly attempts: number;
}

/** Stages of single tests that have not ended. */
const open = new Set<Stage>();

/**
 * Ends the stages of tests that never came to their end. A concurrent test that exceeds its time is given up by Jest while
 * it goes on waiting: its gateways would outlive the spec file, and keep Jest's worker process from exiting.
 */
afterAll(async () => {
  await Promise.all([...open].map((stage) => stage.giveUp()));
});

/** The receivers and gateways that a test runs, and the folder they work in: all of it ends with the stage. */
export class Stage {
  #folder: TempFolder | null = null;
  #gateways: GatewayProcess[] = [];
  #receivers: Receiver[] = [];
  #givenUp = false;

  constructor() {
    open.add(this);
  }

  /** One stage for tests that run one after the other, cleared after each. A concurrent test makes its own. */
  static forEachTest(): Stage {
    const stage = new Stage();
    afterEach(() => stage.clear());
    return stage;
  }

  /** One stage for all tests of the file, cleared after the last. */
  static forFile(): Stage {
    const stage = new Stage();
    // The stage lasts as long as the file's own hooks need it.
    open.delete(stage);
    afterAll(() => stage.clear());
    return stage;
  }

  get folder(): TempFolder {
    return (this.#folder ??= new TempFolder());
  }

  get databaseFile(): string {
    return this.folder.file('data/gateway.db');
  }

  async receiver(behaviour?: Behaviour, port?: number): Promise<Receiver> {
    this.#assertInUse();
    const receiver = await Receiver.start(behaviour, port);
    this.#receivers.push(receiver);
    return receiver;
  }

  /** A gateway in the stage's folder, with small delays unless `env` says otherwise. */
  async gateway(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
    this.#assertInUse();
    const gateway = GatewayProcess.launchHosted(
      { WEBHOOK_RETRY_DELAY: '20', WEBHOOK_MAX_RETRY_DELAY: '40', ...env },
      this.folder.path,
    );
    this.#gateways.push(gateway);
    await gateway.ready();
    return gateway;
  }

  /** The deliveries in the store, oldest first, read beside the gateway. */
  deliveries(): DeliveryRow[] {
    return this.rows<DeliveryRow>('select * from deliveries order by id');
  }

  rows<Row>(sql: string): Row[] {
    const database = new SqliteDatabase(this.databaseFile, { readonly: true });
    try {
      return database.prepare<[], Row>(sql).all();
    } finally {
      database.close();
    }
  }

  /** Changes the store beside the gateway: for faults that can be made no other way. */
  write(sql: string): void {
    const database = new SqliteDatabase(this.databaseFile);
    try {
      database.exec(sql);
    } finally {
      database.close();
    }
  }

  /** The secret that a gateway generated. */
  secretFile(): { readonly secret: string; readonly mode: number } {
    const name = 'data/webhook-secret.key';
    return { secret: readFileSync(this.folder.file(name), 'utf8').trim(), mode: this.modeOf(name) };
  }

  /** The permission bits of a file of the folder. */
  modeOf(name: string): number {
    return statSync(this.folder.file(name)).mode & 0o777;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.clear();
  }

  /** Ends all of it for good: nothing more can be started. */
  async giveUp(): Promise<void> {
    this.#givenUp = true;
    await this.clear();
  }

  #assertInUse(): void {
    if (this.#givenUp) throw new Error('The test of this stage was given up.');
  }

  async clear(): Promise<void> {
    open.delete(this);
    const gateways = this.#gateways.splice(0);
    const receivers = this.#receivers.splice(0);
    // Receivers end at the same time: a gateway would wait for the answers of those that hang.
    await Promise.all([
      ...gateways.map((gateway) => gateway.letGo()),
      ...receivers.map((receiver) => receiver.close()),
    ]);
    this.#folder?.[Symbol.dispose]();
    this.#folder = null;
  }
}
