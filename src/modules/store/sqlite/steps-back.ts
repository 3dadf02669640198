import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { NOT_YET } from '../turns.js';
import { arg, builderFor, prepare } from './statement.js';

/** The time of day went back by more than a correction does, ms. */
const STEP_MS = 1_000;
/** For so long after a step something may still be written that was reckoned before it, ms. */
const ECHO_MS = 2_000;

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

  /** To be asked at every claim, in its transaction. */
  follow(now: number): void {
    const back = this.#latest - now;
    this.#latest = now;
    if (back > STEP_MS) {
      this.#step = back;
      this.#echoUntil = now + ECHO_MS;
      this.#pull.run({ by: back, after: now });
    } else if (now < this.#echoUntil) {
      this.#pull.run({ by: this.#step, after: now + this.#step });
    }
  }
}

function pullStatement(writer: Database) {
  return prepare<{ by: number; after: number }>(
    writer,
    builderFor(writer)
      .updateTable('deliveries')
      .set({ next_attempt_at: sql<number>`next_attempt_at - ${arg<number>('by')}` })
      .where('state', '=', sql.lit('pending'))
      .where('next_attempt_at', '>', arg<number>('after'))
      .where('next_attempt_at', '<', sql.lit(NOT_YET)),
  );
}
