import type { Database, Statement } from 'better-sqlite3';
import { SqlText } from '../history-sql.js';

/** Statements kept prepared, of the many a filter can make. */
const KEPT = 200;

/** Named places, and lists as JSON: a statement has one text however many values it compares with. */
export class SqliteText extends SqlText {
  /** In that order: a join that may be turned around would lose the order of the deliveries. */
  readonly withEvent = 'cross join events e on e.id = d.event_id';
  readonly unrouted = 'e.bare = 1';
  readonly withAttempt = `left join attempts a on a.id =
    (select x.id from attempts x where x.delivery_id = d.id order by x.number desc limit 1)`;

  value(value: string | number): string {
    return `@p${this.values.push(value)}`;
  }

  among(column: string, values: readonly string[]): string {
    return `${column} in (select value from json_each(${this.value(JSON.stringify(values))}))`;
  }

  contains(column: string, text: string): string {
    const needle = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    return `ifnull(instr(lower(${column}), ${this.value(needle)}), 0) > 0`;
  }
}

/** Runs built texts on a connection, each prepared once as long as it is remembered. */
export class SqliteTexts {
  readonly #connection: Database;
  readonly #prepared = new Map<string, Statement<[object], object>>();

  constructor(connection: Database) {
    this.#connection = connection;
  }

  readonly make = (): SqlText => new SqliteText();

  readonly all = <Row extends object>(text: string, { values }: SqlText): Row[] =>
    this.#statement(text).all(named(values)) as Row[];

  run(text: string, { values }: SqlText): number {
    return this.#statement(text).run(named(values)).changes;
  }

  #statement(text: string): Statement<[object], object> {
    const known = this.#prepared.get(text);
    if (known) return known;
    if (this.#prepared.size >= KEPT) this.#prepared.clear();
    const statement = this.#connection.prepare<[object], object>(text);
    this.#prepared.set(text, statement);
    return statement;
  }
}

function named(values: readonly unknown[]): object {
  return Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value]));
}
