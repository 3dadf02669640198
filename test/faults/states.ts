import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import type { Grounds } from './ledger.js';

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
    // The gateway was killed before its first migration had ended.
    if (/no such table/.test((error as Error).message)) return new Map();
    throw error;
  } finally {
    database.close();
  }
}

/** The keys of undelivered deliveries. */
export const openOf = (states: States): readonly string[] =>
  [...states].filter(([, state]) => state !== 'delivered').map(([key]) => key);

/** The distinct error codes of failed attempts. */
export function errorCodesIn(file: string): readonly string[] {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    return database
      .prepare<[], string>('select distinct error_code from attempts where error_code is not null')
      .pluck()
      .all();
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

/**
 * Counts each failed attempt in the store as a reason for its delivery to arrive again: a gateway that is not killed sends
 * nothing twice for any other reason. Attempts shorter than `atLeastMs` do not count.
 */
export function addInVain(grounds: Grounds, file: string, atLeastMs = 0): void {
  const database = new SqliteDatabase(file, { readonly: true });
  try {
    const rows = database.prepare<[number], { key: string; count: number }>(
      `select webhook_id || ' ' || event_id as key, count(*) as count
       from attempts join deliveries on deliveries.id = delivery_id
       where outcome = 'retry' and duration_ms >= ? group by key`,
    );
    for (const { key, count } of rows.all(atLeastMs)) grounds.add(key, count);
  } finally {
    database.close();
  }
}
