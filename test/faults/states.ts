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
    // Killed before the first migration was through.
    if (/no such table/.test((error as Error).message)) return new Map();
    throw error;
  } finally {
    database.close();
  }
}

/** What is not delivered. */
export const openOf = (states: States): readonly string[] =>
  [...states].filter(([, state]) => state !== 'delivered').map(([key]) => key);

/** What attempts came to nothing by, each code once. */
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
 * Each attempt that came to nothing as far as the gateway could see is a ground for its delivery to come again, and on a
 * store of its own a gateway that lives has no other: what it sends again stands there as tried before. It may call
 * nothing an attempt in vain that lasted less than `atLeastMs`.
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
