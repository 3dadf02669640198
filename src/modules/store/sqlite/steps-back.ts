import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { LastSeen } from './last-seen.js';
import { arg, builderFor, prepare } from './statement.js';

/** The time of day went back by more than a correction does, ms. */
const STEP_MS = 1_000;
/** For so long after a step something may still be written that was reckoned before it, ms. */
const ECHO_MS = 2_000;
/** Only waits up to this are taken for an echo, ms: a long one that is right must not be shortened again and again. */
const ECHO_WAIT_MS = 30_000;

/**
 * Due times are times of day, and so are those of probes. When that is set back (a wrong clock put right), what waits
 * would wait as much longer: its times go back with it. A step forward needs nothing: what waits falls due sooner.
 */
export class StepsBack {
  readonly #pull: ReturnType<typeof pullStatement>;
  readonly #pullProbes: ReturnType<typeof probesStatement>;
  readonly #lastSeen: LastSeen;
  #latest: number;
  #step = 0;
  /** Until when the step echoes, by the time of day after it. */
  #echoUntil = -Infinity;
  /** How far the time of day went back between the last process and this one, ms. */
  readonly beforeOpening: number;

  /** Follows a step that was made while no process had the file open. */
  constructor(writer: Database, now: number) {
    this.#pull = pullStatement(writer);
    this.#pullProbes = probesStatement(writer);
    this.#lastSeen = new LastSeen(writer);
    const back = this.#lastSeen.at - now;
    this.beforeOpening = back > STEP_MS ? back : 0;
    if (this.beforeOpening > 0) writer.transaction(() => this.#follow(back, now))();
    this.#latest = now;
  }

  /** To be asked at every acceptance, claim and settlement, in its transaction: no time of day may be missed. */
  follow(now: number): void {
    const back = this.#latest - now;
    this.#latest = now;
    if (back > STEP_MS) {
      this.#step = back;
      this.#echoUntil = now + ECHO_MS;
      this.#follow(back, now);
    } else if (now < this.#echoUntil) {
      const after = now + this.#step;
      this.#pull.run({ by: this.#step, after, until: after + ECHO_WAIT_MS });
    }
    this.#lastSeen.noteNowAndThen(now);
  }

  #follow(back: number, now: number): void {
    this.#pull.run({ by: back, after: now, until: Number.MAX_SAFE_INTEGER });
    this.#pullProbes.run({ by: back, after: now });
    this.#lastSeen.note(now);
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
      .where('next_attempt_at', '<', sql.lit(BLOCKED_UNTIL_PREDECESSOR)),
  );
}

function probesStatement(writer: Database) {
  return prepare<{ by: number; after: number }>(
    writer,
    builderFor(writer)
      .updateTable('endpoint_health')
      .set({ probe_at: sql<number>`probe_at - ${arg<number>('by')}` })
      .where('probe_at', '>', arg<number>('after')),
  );
}
