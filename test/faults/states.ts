import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

/** The state of every delivery, by place of its endpoint and event. */
export type States = ReadonlyMap<string, string>;

export const keyOf = (place: number, event: string) => `webhook_${place + 1} ${event}`;

export function statesIn(file: string): States {
  if (!existsSync(file)) return new Map();
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    const rows = database
      .prepare<[], { webhook_id: string; event_id: string; state: string }>(
        'select webhook_id, event_id, state from deliveries',
      )
      .all();
    return new Map(rows.map(({ webhook_id, event_id, state }) => [`${webhook_id} ${event_id}`, state]));
  } catch (error) {
    // Killed before the first migration was through.
    if (/no such table/.test((error as Error).message)) return new Map();
    throw error;
  } finally {
    database.close();
  }
}

/** The answer of `PRAGMA integrity_check`. */
export function integrityOf(file: string): string {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return String(database.pragma('integrity_check', { simple: true }));
  } finally {
    database.close();
  }
}

/** Attempts that came to nothing as far as the gateway could see. */
export function attemptsInVain(file: string): number {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return database
      .prepare<[], number>("select count(*) from attempts where outcome = 'retry'")
      .pluck()
      .get()!;
  } finally {
    database.close();
  }
}
