import {
  ERROR_COLUMNS,
  readsAttempt,
  type Condition,
  type DeliveryTest,
  type NumberRange,
  type RowTest,
} from './history-conditions.js';
import { FROM_OUTSIDE, typeMatches } from './history-sql.js';
import type { SqlText } from './sql-text.js';

/** The rows of a list: `e` or `d`, whose event is `e` and whose last attempt is `a`. */
export type Listed = 'events' | 'deliveries';

const NEVER = '1 = 0';
const ALWAYS = '1 = 1';

const anyOf = (alternatives: readonly string[]): string =>
  alternatives.length === 0 ? NEVER : `(${alternatives.join(' or ')})`;

/** The conditions of a query, as SQL on each row of a list. Columns are never null in a comparison: `not` stays exact. */
export function conditionsSql(
  sql: SqlText,
  listed: Listed,
  conditions: readonly Condition[] | undefined,
): string[] {
  return (conditions ?? []).map(({ test, not = false }) => {
    const text = testSql(sql, listed, test);
    return not ? `not (${text})` : text;
  });
}

function testSql(sql: SqlText, listed: Listed, test: RowTest): string {
  switch (test.of) {
    case 'type':
      return typeMatches(sql, test.patterns)[0] ?? ALWAYS;
    case 'event-id':
      return anyOf(test.any.map((match) => sql.text('e.id', match)));
    case 'job':
      return anyOf(test.any.map((match) => sql.text('e.job_id', match)));
    case 'id':
      return anyOf(
        test.any.map((match) => sql.text(listed === 'events' ? 'e.id' : 'cast(d.id as text)', match)),
      );
    case 'unrouted':
      return `(${sql.unrouted} and ${FROM_OUTSIDE.join(' and ')})`;
    case 'routed':
      return `not (${sql.unrouted})`;
    case 'mismatch':
      return 'e.mismatch is not null';
    case 'time':
      return timeSql(sql, listed === 'events' ? 'e.accepted_at' : 'd.created_at', test);
    case 'data':
      return sql.data(test.path, test.any);
    case 'name':
      return anyOf(['e.id', 'e.job_id'].map((column) => sql.contains(column, test.text)));
    case 'text':
      return textSql(sql, test);
    case 'delivery':
      return someDelivery(sql, test.all);
    default:
      return listed === 'events' ? someDelivery(sql, [test]) : deliverySql(sql, test);
  }
}

/** The text is looked for in the JSON of the data, where it stands as JSON writes it. */
function textSql(sql: SqlText, { text, outside = false }: Extract<RowTest, { of: 'text' }>): string {
  const plain = ['e.id', 'e.type', 'e.job_id'].map((column) => sql.text(column, { how: 'contains', text }));
  if (outside) return anyOf(plain);
  const inJson = JSON.stringify(text).slice(1, -1);
  return anyOf([...plain, sql.text('e.data', { how: 'contains', text: inJson })]);
}

function timeSql(
  sql: SqlText,
  column: string,
  { from, to }: { readonly from: number | null; readonly to: number | null },
): string {
  const bounds = [
    ...(from === null ? [] : [`${column} >= ${sql.value(from, 'bigint')}`]),
    ...(to === null ? [] : [`${column} < ${sql.value(to, 'bigint')}`]),
  ];
  return bounds.length === 0 ? ALWAYS : `(${bounds.join(' and ')})`;
}

/** True for events with one delivery for which all tests hold. */
function someDelivery(sql: SqlText, tests: readonly DeliveryTest[]): string {
  const attempt = readsAttempt(tests) ? sql.withAttempt : '';
  const held = tests.map((test) => deliverySql(sql, test));
  return `exists (select 1 from deliveries d ${attempt} where ${['d.event_id = e.id', ...held].join(' and ')})`;
}

function deliverySql(sql: SqlText, test: DeliveryTest): string {
  switch (test.of) {
    case 'endpoint':
      return sql.among('d.endpoint_id', test.ids, 'uuid');
    case 'state':
      return sql.among('d.state', test.states, 'text');
    case 'attempts':
      return anyOf(test.ranges.map((range) => rangeSql(sql, 'd.attempts', range)));
    case 'status': {
      const none = test.none ? ['(d.attempts > 0 and a.status is null)'] : [];
      // A delivery without a response has no status: 0 stands for it.
      return anyOf([...test.ranges.map((range) => rangeSql(sql, 'coalesce(a.status, 0)', range)), ...none]);
    }
    case 'error':
      return anyOf(test.any.flatMap((text) => ERROR_COLUMNS.map((column) => sql.contains(column, text))));
  }
}

function rangeSql(sql: SqlText, column: string, { from, to, open = false }: NumberRange): string {
  const [above, below] = open ? ['>', '<'] : ['>=', '<='];
  const bounds = [
    // Numbers beyond those of the column compare as its ends.
    ...(from === null ? [] : [`${column} ${above} ${sql.value(whole(from), 'int')}`]),
    ...(to === null ? [] : [`${column} ${below} ${sql.value(whole(to), 'int')}`]),
    ...(column.includes('status') ? [`${column} > 0`] : []),
  ];
  return bounds.length === 0 ? ALWAYS : `(${bounds.join(' and ')})`;
}

const whole = (number: number): number => Math.max(-1, Math.min(2 ** 31 - 1, Math.trunc(number)));
