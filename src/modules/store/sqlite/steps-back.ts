import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { NOT_YET } from '../turns.js';
import { arg, builderFor, prepare } from './statement.js';

/** The time of day went back by more than a correction does, ms. */
const STEP_MS = 1_000;
/** For so long after a step something may still be written that was reckoned before it, ms. */
const ECHO_MS = 2_000;
/** Only waits up to this are taken for an echo, ms: a long one that is right must not be shortened again and again. */
const ECHO_WAIT_MS = 30_000;

/**
 * Due times are times of day. When that is set back (a wrong clock put right), what waits would wait as much longer:
 * its due times go back with it. A step forward needs nothing: what waits falls due sooner.
 */
export class StepsBack {
  readonly #pull: ReturnType<typeof pullStatement>;
  #latest = -Infinity;
  #step = 0;
  /** Until when the step echoes, by the time of day after it. */
  #echoUntil = -Infinity;

  constructor(writer: Database) {
    this.#pull = pullStatement(writer);
  }

  /** To be asked at every acceptance, claim and settlement, in its transaction: no time of day may be missed. */
  follow(now: number): void {
    const back = this.#latest - now;
    this.#latest = now;
    if (back > STEP_MS) {
      this.#step = back;
      this.#echoUntil = now + ECHO_MS;
      this.#pull.run({ by: back, after: now, until: Number.MAX_SAFE_INTEGER });
    } else if (now < this.#echoUntil) {
      const after = now + this.#step;
      this.#pull.run({ by: this.#step, after, until: after + ECHO_WAIT_MS });
    }
  }
}

function pullStatement(writer: Database) {
  return prepare<{ by: number; after: number; until: number }>(
    writer,
    builderFor(writer)
      .updateTable('deliveries')
      .set({ next_attempt_at: sql<number>`next_attempt_at - ${arg<number>('by')}` })
      .where('state', '=', sql.lit('pending'))
      .where('next_attempt_at', '>', arg<number>('after'))
      .where('next_attempt_at', '<=', arg<number>('until'))
      .where('next_attempt_at', '<', sql.lit(NOT_YET)),
  );
}
