import type { DataMatch, DataStep, TextMatch } from './history-conditions.js';

type ValueType = 'uuid' | 'text' | 'bigint' | 'int' | 'numeric' | 'boolean' | 'bytea';

/**
 * The text of one statement and its values, for either driver: a statement that both drivers share stands once, and asks
 * this for what they write differently. Only constants that the planner must see stand in the text itself.
 */
export abstract class SqlText {
  readonly values: unknown[] = [];

  /** The placeholder of a value. */
  abstract value(value: string | number | null, type: ValueType): string;

  /** True where the column is one of the values. */
  abstract among(column: string, values: readonly string[], type: 'uuid' | 'text'): string;

  /** True where the column contains the text; never where it is null. The case of ASCII letters does not matter. */
  abstract contains(column: string, text: string): string;

  /** True where the column matches; never where it is null. The case of ASCII letters does not matter. */
  abstract text(column: string, match: TextMatch): string;

  /** True where the data of event `e` has a value at the path, or a list with a value, that matches one of these. */
  abstract data(path: readonly DataStep[], any: readonly DataMatch[]): string;

  /** The current time, Unix ms: of the server, or of the node where it has the file to itself. */
  abstract now(): string;

  /** 1 for a delivery that was tried, else 0: the expression that the indexes of pending deliveries have. */
  abstract readonly tried: string;
  /** The function that returns the least of its arguments. */
  abstract readonly least: string;
  /** The function that returns the greatest of its arguments. */
  abstract readonly greatest: string;
  /** Ends a `select` whose rows are changed next: other transactions wait for them, or skip them. */
  abstract readonly forUpdate: string;
  abstract readonly forUpdateSkipLocked: string;

  /** The value of a column of truth values. */
  abstract readonly isFalse: string;

  /** True where the event `e` has no delivery: an index holds just these. */
  abstract readonly unrouted: string;
  /** Joins to each delivery `d`, in its order, its event as `e`. */
  abstract readonly withEvent: string;
  /** Joins to each delivery `d`, in its order, its last attempt, if any, as `a`. */
  abstract readonly withAttempt: string;
}

/** Runs the statement that `write` makes and returns its rows. */
export type Query = <Row extends object>(write: (sql: SqlText) => string) => Promise<Row[]>;

/** Conditions as a clause; empty where there are none. */
export function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
}
