import { TempFolder } from '../support/temp-folder.js';
import { openBooks, type Book } from './books.js';
import { balance, type Ledger } from './ledger.js';
import { Posters } from './posters.js';
import { integrityOf, keyOf, statesIn, type States } from './states.js';
import { randomFrom, Victims } from './victims.js';

export interface KillOptions {
  readonly cycles: number;
  /** Seeds what is random, so that a run can be had again as far as the machine allows. */
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

/** What the last one may take for all that waits, ms. */
const SETTLE_MS = 120_000;

/** Deliveries answered with success in a life at whose end they were not written down as delivered. */
function unrecorded(books: readonly Book[], life: number, states: States): number {
  const counts = books.map(
    ({ taken }, place) =>
      [...taken].filter(
        ([event, lives]) => lives.includes(life) && states.get(keyOf(place, event)) !== 'delivered',
      ).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/**
 * Kills the gateway again and again under load, then lets one live until all is delivered, and balances the books.
 *
 * The bound of duplicates is what was in flight at the kills, measured: a delivery may be answered with success a second
 * time only if the store did not know of the first when the process died. So each life may cause as many duplicates as
 * it left deliveries answered and unrecorded; a life that repeats anything else exceeds the bound.
 */
export async function killRun(options: KillOptions): Promise<KillLedger> {
  using folder = new TempFolder();
  const file = folder.file('data/gateway.db');
  const random = randomFrom(options.seed);
  const books = await openBooks(random, () => victims.life);
  const victims = new Victims(environment(books, options.concurrency), folder.path, random);
  const posters = new Posters(victims, options.posters);
  const atDeath: States[] = [];
  try {
    for (let cycle = 0; cycle < options.cycles; cycle++) {
      await victims.liveAndDie();
      atDeath.push(statesIn(file));
    }
    const survivor = await victims.survivor();
    await posters.stop();
    await survivor.settled(SETTLE_MS);
    atDeath.push(statesIn(file));
  } finally {
    await posters.stop().catch(() => undefined);
    await victims.current?.end('SIGKILL');
    await Promise.all(books.map(({ receiver }) => receiver.close()));
  }
  const bound = atDeath.map((states, n) => unrecorded(books, n + 1, states));
  const duplicatesBound = bound.reduce((sum, count) => sum + count, 0);
  const balanced = balance(posters.accepted, books);
  return {
    ...balanced,
    kills: options.cycles,
    killsInBoot: victims.killsInBoot,
    duplicatesBound,
    unexplained: Math.max(0, balanced.duplicates - duplicatesBound),
    integrity: integrityOf(file),
    undelivered: [...atDeath.at(-1)!.values()].filter((state) => state !== 'delivered').length,
  };
}

function environment(books: readonly Book[], concurrency: number): Readonly<Record<string, string>> {
  const [generic, slack, discord] = books.map(({ receiver }) => receiver);
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
    WEBHOOK_CONCURRENCY: String(concurrency),
  };
}
