import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import { arg, builderFor, prepare } from './statement.js';

/** What waits over a restart with the clock set back may come so much later, ms; more often would keep an idle disk busy. */
const NOTE_EVERY_MS = 5_000;

/** The time of day as it was last seen (Unix ms), kept in the file for the next process. */
export class LastSeen {
  readonly #note: ReturnType<typeof noteStatement>;
  #at: number;

  constructor(writer: Database) {
    this.#note = noteStatement(writer);
    this.#at = readStatement(writer).get({})?.at ?? -Infinity;
  }

  /** `-Infinity` where nobody has seen it yet. */
  get at(): number {
    return this.#at;
  }

  note(now: number): void {
    this.#at = now;
    this.#note.run({ now });
  }

  noteNowAndThen(now: number): void {
    if (now - this.#at >= NOTE_EVERY_MS) this.note(now);
  }
}

function readStatement(writer: Database) {
  return prepare<object, { at: number }>(
    writer,
    builderFor(writer).selectFrom('last_seen').select('at').where('id', '=', sql.lit(1)),
  );
}

function noteStatement(writer: Database) {
  const at = arg<number>('now');
  return prepare<{ now: number }>(
    writer,
    builderFor(writer)
      .insertInto('last_seen')
      .values({ id: sql.lit(1), at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at })),
  );
}
