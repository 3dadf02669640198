import { TempFolder } from '../support/temp-folder.js';
import { openBooks, type Book } from './books.js';
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

/** What became of everything in a run. */
export interface KillLedger {
  readonly kills: number;
  /** Kills before the gateway said that it listens. */
  readonly killsInBoot: number;
  /** Events that got a 202. */
  readonly accepted: number;
  /** Deliveries that reached their receiver with success, each counted once. */
  readonly delivered: number;
  /** Deliveries owed: events accepted times endpoints. */
  readonly owed: number;
  /** Owed and never received with success. */
  readonly lost: number;
  /** Successful answers beyond the first of a delivery. */
  readonly duplicates: number;
  /** Deliveries answered with success and not yet written down at a kill: all that may come twice. */
  readonly duplicatesBound: number;
  /** Deliveries that did not end as delivered, by the store. */
  readonly undelivered: number;
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
  return {
    ...balance(posters.accepted, books),
    kills: options.cycles,
    killsInBoot: victims.killsInBoot,
    duplicatesBound: bound.reduce((sum, count) => sum + count, 0),
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

function balance(
  accepted: ReadonlySet<string>,
  books: readonly Book[],
): Pick<KillLedger, 'accepted' | 'owed' | 'delivered' | 'duplicates' | 'lost'> {
  const reached = books.map(({ taken }) => [...accepted].filter((event) => taken.has(event)).length);
  const delivered = reached.reduce((sum, count) => sum + count, 0);
  const owed = accepted.size * books.length;
  return {
    accepted: accepted.size,
    owed,
    delivered,
    duplicates: books.reduce((sum, book) => sum + book.duplicates, 0),
    lost: owed - delivered,
  };
}
