import { until } from '../support/until.js';
import { TempFolder } from '../support/temp-folder.js';
import { startRecordingReceivers, type RecordingReceiver } from './recording-receivers.js';
import { addUnrecorded, balance, Grounds, print, type Ledger } from './ledger.js';
import { Posters } from './posters.js';
import { integrityOf, statesIn, type States } from './states.js';
import { randomFrom, KilledGateways } from './killed-gateways.js';

export interface KillOptions {
  readonly cycles: number;
  /** The seed of random moments, so that a run can be repeated as far as the machine allows. */
  readonly seed: number;
  /** Clients that post at the same time. */
  readonly posters: number;
  /** Attempts in flight of one endpoint at most. */
  readonly concurrency: number;
}

export interface KillLedger extends Ledger {
  readonly kills: number;
  /** Kills before the gateway said that it listens. */
  readonly killsInBoot: number;
  /** The answer of `PRAGMA integrity_check`. */
  readonly integrity: string;
}

/** The time that the last gateway may take to deliver everything, ms. */
const SETTLE_MS = 120_000;

/** Waits until the receivers have read everything that the killed gateway sent: its connections have ended. */
function heardAll(recordings: readonly RecordingReceiver[]): Promise<boolean> {
  return until('the end of its connections', () =>
    recordings.every(({ receiver }) => receiver.connections === 0),
  );
}

/**
 * Kills the gateway again and again under load, then lets one live until all is delivered, and compares what was owed with what arrived.
 *
 * What may come twice is what was in flight at the kills, measured: a delivery may be answered with success a second
 * time only if the store did not know of the first when the process died. So each life may repeat once what it left
 * answered and unrecorded; a life that repeats anything else exceeds the bound.
 */
export async function killRun(options: KillOptions): Promise<KillLedger> {
  using folder = new TempFolder();
  const file = folder.file('data/gateway.db');
  const random = randomFrom(options.seed);
  const recordings = await startRecordingReceivers(random, () => killed.life);
  const killed = new KilledGateways(environment(recordings, options.concurrency), folder.path, random);
  const posters = new Posters(killed, options.posters);
  const atDeath: States[] = [];
  try {
    for (let cycle = 0; cycle < options.cycles; cycle++) {
      await killed.runAndKill();
      await heardAll(recordings);
      atDeath.push(statesIn(file));
    }
    const survivor = await killed.startLast();
    await posters.stop();
    await survivor.settled(SETTLE_MS);
    atDeath.push(statesIn(file));
  } finally {
    await posters.stop().catch(() => undefined);
    await killed.current?.end('SIGKILL');
    await Promise.all(recordings.map(({ receiver }) => receiver.close()));
  }
  const grounds = new Grounds();
  atDeath.forEach((states, n) => addUnrecorded(grounds, recordings, n + 1, states));
  const ledger = balance({ accepted: posters.accepted, recordings, grounds, states: atDeath.at(-1)! });
  const { killsInBoot } = killed;
  print(`${options.cycles} kills (${killsInBoot} in boot)`, ledger);
  return { ...ledger, kills: options.cycles, killsInBoot, integrity: integrityOf(file) };
}

function environment(
  recordings: readonly RecordingReceiver[],
  concurrency: number,
): Readonly<Record<string, string>> {
  const [generic, slack, discord] = recordings.map(({ receiver }) => receiver);
  const urls = [
    generic!.url(),
    `slack+${slack!.url('/services/T/B/X')}`,
    `discord+${discord!.url('/api/webhooks/1/t')}`,
  ];
  return {
    WEBHOOK_URLS: urls.join(','),
    WEBHOOK_MAX_RETRIES: '100',
    WEBHOOK_RETRY_DELAY: '10',
    WEBHOOK_MAX_RETRY_DELAY: '100',
    WEBHOOK_RATE_LIMIT_MAX: '1000000',
    WEBHOOK_DIGEST: 'off',
    WEBHOOK_CONCURRENCY: String(concurrency),
  };
}
