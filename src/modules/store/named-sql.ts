import { FROM_OUTSIDE } from './history-sql.js';
import type { Named } from './history-store.js';
import type { SqlText } from './sql-text.js';

/** The tables and columns of ids; each has an index by its bytes. */
const COLUMNS: Readonly<Record<Named, readonly [table: string, column: string]>> = {
  event: ['events', 'id'],
  job: ['events', 'job_id'],
  delivery: ['deliveries', 'id'],
};

/** Characters of a UUID, and the places of its hyphens. */
const UUID_LENGTH = 36;
const HYPHENS = new Set([8, 13, 18, 23]);

/** Lists ids that begin with a text, in their order. */
export function beginningWith(sql: SqlText, named: Named, text: string, limit: number): string {
  const [table, column] = COLUMNS[named];
  const [least, greatest] =
    named === 'delivery' ? [filled(text, '0'), filled(text, 'f')] : [text, lastOf(text)];
  const type = named === 'delivery' ? 'uuid' : 'text';
  // System events have the id of their incident in the place of a job's.
  const [distinct, outside] = named === 'job' ? ['distinct ', FROM_OUTSIDE] : ['', []];
  const within = [`e.${column} >= ${sql.value(least, type)}`, `e.${column} <= ${sql.value(greatest, type)}`];
  return `select ${distinct}e.${column} as id from ${table} e
    where ${[...within, ...outside].join(' and ')}
    order by 1 limit ${limit}`;
}

/** The greatest text, by bytes, that begins with this one, as far as ids are concerned. */
const lastOf = (text: string): string => `${text}\u{10FFFF}`;

/** The UUID that begins with a text and has one digit for all the rest. */
function filled(text: string, digit: string): string {
  const rest = Array.from({ length: UUID_LENGTH - text.length }, (_, at) =>
    HYPHENS.has(at + text.length) ? '-' : digit,
  );
  return text + rest.join('');
}
