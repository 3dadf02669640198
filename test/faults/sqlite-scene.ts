import { GatewayProcess } from '../support/gateway-process.js';
import { TempFolder } from '../support/temp-folder.js';
import { RecordingReceiver } from './recording-receivers.js';
import { QUICK } from './env.js';
import { faultRun, type FaultRun } from './fault-run.js';
import type { Ledger } from './ledger.js';
import { integrityOf, statesIn } from './states.js';
import { randomFrom } from './killed-gateways.js';

/** A gateway on SQLite, and the receiver it sends to; both end with the scene. */
export class SqliteScene {
  readonly folder = new TempFolder();
  readonly recording: RecordingReceiver;
  readonly #gateways: GatewayProcess[] = [];

  private constructor(recording: RecordingReceiver) {
    this.recording = recording;
  }

  /** `refused`: the share of the requests that the receiver refuses, from 0 to 1, asked at each. */
  static async open(refused: () => number = () => 0): Promise<SqliteScene> {
    const random = randomFrom(20_240_302);
    return new SqliteScene(
      await RecordingReceiver.open({
        fault: () => (random() < refused() ? 500 : null),
        success: 200,
        life: () => 1,
      }),
    );
  }

  get databaseFile(): string {
    return this.folder.file('data/gateway.db');
  }

  /** The gateway that was started last. */
  get gateway(): GatewayProcess {
    return this.#gateways.at(-1)!;
  }

  async start(env: Readonly<Record<string, string>> = {}): Promise<void> {
    const gateway = GatewayProcess.launch(
      { ...QUICK, WEBHOOK_URLS: this.recording.receiver.url(), ...env },
      this.folder.path,
    );
    this.#gateways.push(gateway);
    await gateway.ready();
  }

  async run(
    options: Pick<FaultRun, 'name' | 'strikes' | 'strike' | 'mayRepeat'>,
    file = this.databaseFile,
  ): Promise<Ledger & { readonly integrity: string }> {
    const ledger = await faultRun({
      ...options,
      recording: this.recording,
      nodes: () => this.#gateways.filter(({ url, exited }) => url !== '' && !exited),
      states: () => statesIn(file),
    });
    return { ...ledger, integrity: integrityOf(file) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#gateways.map((gateway) => gateway.end('SIGKILL')));
    await this.recording.receiver.close();
    this.folder[Symbol.dispose]();
  }
}
