import type { RecordingReceiver } from './recording-receivers.js';
import { keyOf, openOf, type States } from './states.js';

/** The balance of a run. */
export interface Ledger {
  /** Events that got a 202. */
  readonly accepted: number;
  /** Deliveries that reached their receiver with success, each counted once. */
  readonly delivered: number;
  /** Deliveries owed: events accepted times endpoints. */
  readonly owed: number;
  /** Deliveries owed and never received with success. */
  readonly lost: number;
  /** Successful answers beyond the first of a delivery. */
  readonly duplicates: number;
  /** The number of duplicates for which there is a reason. */
  readonly duplicatesBound: number;
  /** Duplicates without a reason of the same delivery: a reason of one delivery is none of another. */
  readonly unexplained: number;
  /** Deliveries that did not end as delivered, by the store. */
  readonly undelivered: number;
}

/** The number of duplicates that each delivery may have, by {@link keyOf}: one for each answer that the store did not record. */
export class Grounds {
  readonly #counts = new Map<string, number>();

  add(key: string, count = 1): void {
    this.#counts.set(key, this.of(key) + count);
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }
}

/** Adds the deliveries answered with success in a life at whose end the store had them undelivered. */
export function addUnrecorded(
  grounds: Grounds,
  recordings: readonly RecordingReceiver[],
  life: number,
  states: States,
): void {
  recordings.forEach(({ taken }, place) => {
    for (const [event, lives] of taken) {
      const key = keyOf(place, event);
      if (lives.includes(life) && states.get(key) !== 'delivered') grounds.add(key);
    }
  });
}

interface Outcome {
  readonly accepted: ReadonlySet<string>;
  readonly recordings: readonly RecordingReceiver[];
  readonly grounds: Grounds;
  /** The states in the store at the end. */
  readonly states: States;
}

export function balance({ accepted, recordings, grounds, states }: Outcome): Ledger {
  const delivered = sum(
    recordings.map(({ taken }) => [...accepted].filter((event) => taken.has(event)).length),
  );
  const owed = accepted.size * recordings.length;
  const again = recordings.flatMap(({ taken }, place) =>
    [...taken].map(([event, lives]) => ({ key: keyOf(place, event), count: lives.length - 1 })),
  );
  return {
    accepted: accepted.size,
    owed,
    delivered,
    lost: owed - delivered,
    duplicates: sum(again.map(({ count }) => count)),
    duplicatesBound: grounds.total,
    unexplained: sum(again.map(({ key, count }) => Math.max(0, count - grounds.of(key)))),
    undelivered: openOf(states).length,
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** Prints the last line of a run. */
export function print(run: string, ledger: Ledger): void {
  const { accepted, delivered, owed, duplicates, duplicatesBound, lost } = ledger;
  process.stdout.write(
    `${run}: accepted ${accepted}, delivered ${delivered}/${owed}, ` +
      `duplicates ${duplicates} (at most ${duplicatesBound}), lost ${lost}\n`,
  );
}
