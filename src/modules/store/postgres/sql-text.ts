import { createHash } from 'node:crypto';
import { SqlText } from '../history-sql.js';
import type { Run } from './database.js';
import { text as clean } from './text.js';

/** Numbered places with their types. Joins are lateral, each with a bound of its own, so that they stay in their order. */
export class PostgresText extends SqlText {
  readonly withEvent = `cross join lateral
    (select x.type, x.job_id from events x where x.id = d.event_id offset 0) e`;
  readonly unrouted = 'e.bare';
  readonly withAttempt = `left join lateral (select x.status, x.error_code, x.error_message from attempts x
    where x.delivery_id = d.id order by x.number desc limit 1) a on true`;

  value(value: string | number, type: string): string {
    return `$${this.values.push(typeof value === 'string' ? clean(value) : value)}::${type}`;
  }

  among(column: string, values: readonly string[], type: string): string {
    return `${column} = any ($${this.values.push(values.map(clean))}::${type}[])`;
  }

  contains(column: string, text: string): string {
    const needle = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const lower = `lower(coalesce(${column}, '') collate "C")`;
    return `position(${this.value(needle, 'text')} in ${lower}) > 0`;
  }
}

/** Runs built texts; each goes by a name made of it, so that a connection prepares it once. */
export function textsOn(run: Run) {
  return {
    make: (): SqlText => new PostgresText(),
    all: <Row extends object>(text: string, { values }: SqlText): Promise<Row[]> => {
      const name = `h-${createHash('sha256').update(text).digest('base64url').slice(0, 20)}`;
      return run<Row>({ name, text }, values);
    },
  };
}
