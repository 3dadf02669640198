import type { Database } from 'better-sqlite3';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { LastClock } from './last-clock.js';
import { Prepared } from './statement.js';

/** A step back that is more than a correction of the clock, ms. */
const STEP_MS = 1_000;
/** Time after a step in which times computed before the step may still be written, ms. */
const ECHO_MS = 2_000;
/** Longest wait that is taken for such a time, ms: a longer one that is right must not be shortened again and again. */
const ECHO_WAIT_MS = 30_000;

const PULL = `
  update deliveries set next_attempt_at = next_attempt_at - @by, ready_at = ready_at - @by
  where state = 'pending' and next_attempt_at > @after and next_attempt_at <= @until and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}`;
const PULL_PROBES = 'update endpoint_health set probe_at = probe_at - @by where probe_at > @after';

/**
 * Moves due times back when the clock is set back. Due times and those of probes are times of day: after a wrong clock was
 * put right, deliveries would wait longer by the difference. A step forward needs nothing: deliveries fall due sooner.
 */
export class ClockRollback {
  readonly #pull: Prepared<{ by: number; after: number; until: number }, never>;
  readonly #pullProbes: Prepared<{ by: number; after: number }, never>;
  readonly #lastClock: LastClock;
  #latest: number;
  #step = 0;
  /** End of the time in which {@link ECHO_MS} counts, by the clock after the step. */
  #echoUntil = -Infinity;
  /** Step by which the clock was set back between the last process and this one, ms. */
  readonly beforeOpening: number;

  /** Compensates for a step that was made while no process had the file open. */
  constructor(writer: Database, now: number) {
    this.#pull = new Prepared(writer, PULL);
    this.#pullProbes = new Prepared(writer, PULL_PROBES);
    this.#lastClock = new LastClock(writer);
    const back = this.#lastClock.at - now;
    this.beforeOpening = back > STEP_MS ? back : 0;
    if (this.beforeOpening > 0) writer.transaction(() => this.#compensate(back, now))();
    this.#latest = now;
  }

  /** Compares the clock with its last reading. To be called in the transaction of every acceptance, claim and settlement. */
  compensate(now: number): void {
    const back = this.#latest - now;
    this.#latest = now;
    if (back > STEP_MS) {
      this.#step = back;
      this.#echoUntil = now + ECHO_MS;
      this.#compensate(back, now);
    } else if (now < this.#echoUntil) {
      const after = now + this.#step;
      this.#pull.run({ by: this.#step, after, until: after + ECHO_WAIT_MS });
    }
    this.#lastClock.saveOccasionally(now);
  }

  #compensate(back: number, now: number): void {
    this.#pull.run({ by: back, after: now, until: Number.MAX_SAFE_INTEGER });
    this.#pullProbes.run({ by: back, after: now });
    this.#lastClock.save(now);
  }
}
