import type { Database, Statement } from 'better-sqlite3';
import { BoundedCache } from '../../model/bounded-cache.js';
import type { Clock } from '../../model/clock.js';
import type { DataMatch, DataStep, TextMatch } from '../history-conditions.js';
import { lowerAscii } from '../lower-ascii.js';
import { SqlText } from '../sql-text.js';
import { dataSql } from './data-sql.js';

/** Statements kept prepared, of the many that filters can make. */
const PREPARED_MAX = 200;

/** Named placeholders, and lists as JSON: a statement has one text however many values it compares with. */
class SqliteText extends SqlText {
  readonly tried = '(attempts > 0)';
  readonly least = 'min';
  readonly greatest = 'max';
  /** The one writer needs no locks. */
  readonly forUpdate = '';
  readonly forUpdateSkipLocked = '';
  /** A cross join stays in its order: one that may be turned around would lose the order of the deliveries. */
  readonly withEvent = 'cross join events e on e.id = d.event_id';
  readonly isFalse = '0';
  readonly unrouted = 'e.bare = 1';
  readonly withAttempt = `left join attempts a on a.id =
    (select x.id from attempts x where x.delivery_id = d.id order by x.number desc limit 1)`;

  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  now(): string {
    return this.value(this.#clock.now());
  }

  value(value: string | number | null): string {
    return `@p${this.values.push(value)}`;
  }

  among(column: string, values: readonly string[]): string {
    return `${column} in (select value from json_each(${this.value(JSON.stringify(values))}))`;
  }

  contains(column: string, text: string): string {
    return `ifnull(instr(lower(${column}), ${this.value(lowerAscii(text))}), 0) > 0`;
  }

  text(column: string, { how, text }: TextMatch): string {
    if (how === 'contains') return this.contains(column, text);
    const [lower, wanted] = [`ifnull(lower(${column}), '')`, this.value(lowerAscii(text))];
    if (how === 'is') return `${lower} = ${wanted}`;
    const length = this.value([...text].length);
    return how === 'begins'
      ? `substr(${lower}, 1, ${length}) = ${wanted}`
      : `(length(${lower}) >= ${length} and substr(${lower}, -${length}) = ${wanted})`;
  }

  data(path: readonly DataStep[], any: readonly DataMatch[]): string {
    return dataSql(this, path, any);
  }
}

/** Runs built texts on a connection and keeps their statements prepared. */
export class SqliteTexts {
  readonly #clock: Clock;
  readonly #prepared: BoundedCache<string, Statement<[object], object>>;

  constructor(connection: Database, clock: Clock) {
    this.#clock = clock;
    this.#prepared = new BoundedCache(PREPARED_MAX, (text) => connection.prepare<[object], object>(text));
  }

  /** Runs the statement and returns its rows, all at once. */
  query<Row extends object>(write: (sql: SqlText) => string): Row[] {
    const sql = new SqliteText(this.#clock);
    const statement = this.#prepared.get(write(sql));
    const values = Object.fromEntries(sql.values.map((value, at) => [`p${at + 1}`, value]));
    if (statement.reader) return statement.all(values) as Row[];
    statement.run(values);
    return [];
  }
}
