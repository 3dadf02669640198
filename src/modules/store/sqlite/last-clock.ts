import type { Database } from 'better-sqlite3';
import { Prepared } from './statement.js';

/** Saving interval, ms: a clock set back between two starts can delay deliveries by as much; shorter would keep an idle disk busy. */
const SAVE_EVERY_MS = 5_000;

const READ = 'select at from last_seen where id = 1';
const SAVE =
  'insert into last_seen (id, at) values (1, @now) on conflict (id) do update set at = excluded.at';

/** The latest time of day (Unix ms) that the gateway has seen, kept in the file for the next process. */
export class LastClock {
  readonly #save: Prepared<{ now: number }, never>;
  #at: number;

  constructor(writer: Database) {
    this.#save = new Prepared(writer, SAVE);
    this.#at = new Prepared<object, { at: number }>(writer, READ).get({})?.at ?? -Infinity;
  }

  /** `-Infinity` in a new file. */
  get at(): number {
    return this.#at;
  }

  save(now: number): void {
    this.#at = now;
    this.#save.run({ now });
  }

  /** Saves the time when the saving interval is over. */
  saveOccasionally(now: number): void {
    if (now - this.#at >= SAVE_EVERY_MS) this.save(now);
  }
}
