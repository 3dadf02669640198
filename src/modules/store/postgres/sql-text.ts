import { createHash } from 'node:crypto';
import { SqlText, type Query } from '../sql-text.js';
import type { DataMatch, DataStep, TextMatch } from '../history-conditions.js';
import { lowerAscii } from '../lower-ascii.js';
import { dataSql } from './data-sql.js';
import type { Run } from './database.js';
import { text as clean } from './text.js';

/** Numbered placeholders with their types. Joins are lateral, each with a bound of its own, so that they keep their order. */
class PostgresText extends SqlText {
  readonly tried = 'least(attempts, 1)';
  readonly least = 'least';
  readonly greatest = 'greatest';
  readonly forUpdate = 'for update';
  readonly forUpdateSkipLocked = 'for update skip locked';
  readonly withEvent = `cross join lateral
    (select x.id, x.type, x.job_id, x.size, x.data, x.bare, x.mismatch from events x
    where x.id = d.event_id offset 0) e`;
  readonly isFalse = 'false';
  readonly unrouted = 'e.bare';
  readonly withAttempt = `left join lateral (select x.status, x.error_code, x.error_message from attempts x
    where x.delivery_id = d.id order by x.number desc limit 1) a on true`;

  now(): string {
    return 'gateway_now()';
  }

  value(value: string | number | null, type: string): string {
    return `$${this.values.push(typeof value === 'string' ? clean(value) : value)}::${type}`;
  }

  among(column: string, values: readonly string[], type: string): string {
    return `${column} = any ($${this.values.push(values.map(clean))}::${type}[])`;
  }

  contains(column: string, text: string): string {
    return `position(${this.value(lowerAscii(text), 'text')} in ${lower(column)}) > 0`;
  }

  text(column: string, { how, text }: TextMatch): string {
    if (how === 'contains') return this.contains(column, text);
    const wanted = this.value(lowerAscii(text), 'text');
    if (how === 'is') return `${lower(column)} = ${wanted}`;
    return how === 'begins'
      ? `starts_with(${lower(column)}, ${wanted})`
      : `right(${lower(column)}, ${this.value([...text].length, 'int')}) = ${wanted}`;
  }

  data(path: readonly DataStep[], any: readonly DataMatch[]): string {
    return dataSql(this, path, any);
  }
}

/** The bytes of texts are compared, so only ASCII letters lose their case. */
const lower = (column: string): string => `lower(coalesce(${column}, '') collate "C")`;

/** Runs built texts, each under a name made of it, so that a connection prepares it once. */
export function queryOn(run: Run): Query {
  return <Row extends object>(write: (sql: SqlText) => string) => {
    const sql = new PostgresText();
    const text = write(sql);
    const name = `h-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
    return run<Row>({ name, text }, sql.values);
  };
}
