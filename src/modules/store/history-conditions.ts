import type { DeliveryState } from '../model/delivery.js';

/** Comparison of a text; the case of ASCII letters does not matter. */
export interface TextMatch {
  readonly how: 'is' | 'begins' | 'ends' | 'contains';
  readonly text: string;
}

/** A number in the range, both ends included; null: no bound. */
export interface NumberRange {
  readonly from: number | null;
  readonly to: number | null;
  /** The bound itself is left out. */
  readonly open?: boolean;
}

/** Comparison of a value inside an event's data; `exists`: it is there, and not null. */
export type DataMatch = TextMatch | { readonly how: 'exists' } | ({ readonly how: 'within' } & NumberRange);

/** A key of an object, or an index of a list. */
export type DataStep = string | number;

/** A property of a delivery. */
export type DeliveryTest =
  | { readonly of: 'endpoint'; readonly ids: readonly string[] }
  | { readonly of: 'state'; readonly states: readonly DeliveryState[] }
  /** HTTP status of the last attempt; `none`: the attempt got no response. */
  | { readonly of: 'status'; readonly ranges: readonly NumberRange[]; readonly none: boolean }
  | { readonly of: 'attempts'; readonly ranges: readonly NumberRange[] }
  /** Texts, any of which the reason, or the last error's code or message, contains. */
  | { readonly of: 'error'; readonly any: readonly string[] };

/** A property of an event. */
export type EventTest =
  /** Event types and patterns of them (`job.*`). */
  | { readonly of: 'type'; readonly patterns: readonly string[] }
  | { readonly of: 'event-id' | 'job'; readonly any: readonly TextMatch[] }
  /** `routed`: some endpoint received it; `unrouted`: it is from outside, and none did. */
  | { readonly of: 'unrouted' | 'routed' | 'mismatch' }
  /** A value of the data, or one of a list of values, at the path. */
  | { readonly of: 'data'; readonly path: readonly DataStep[]; readonly any: readonly DataMatch[] }
  /** A text in the id or the job. */
  | { readonly of: 'name'; readonly text: string }
  /** A text in the id, the job, the type or the data; `outside`: not in the data. */
  | { readonly of: 'text'; readonly text: string; readonly outside?: boolean };

/** Tests of the rows of a list of events or deliveries. Times are those of acceptance, Unix ms. */
export type RowTest =
  | EventTest
  | DeliveryTest
  | { readonly of: 'time'; readonly from: number | null; readonly to: number | null }
  /** The id of the delivery, as text; of an event: that of any of its deliveries is not looked at. */
  | { readonly of: 'id'; readonly any: readonly TextMatch[] }
  /** Events with one delivery for which all of these hold. */
  | { readonly of: 'delivery'; readonly all: readonly DeliveryTest[] };

/** One condition of a query; `not`: rows for which the test does not hold. */
export interface Condition {
  readonly test: RowTest;
  readonly not?: boolean;
}

/** True where the data of events has to be read. */
export function readsData(conditions: readonly Condition[] | undefined): boolean {
  return (
    conditions?.some(({ test }) => test.of === 'data' || (test.of === 'text' && test.outside !== true)) ===
    true
  );
}

/** True where the last attempt of a delivery has to be read. */
export function readsAttempt(tests: readonly RowTest[]): boolean {
  return tests.some(({ of }) => of === 'status' || of === 'error');
}

const OF_EVENTS = new Set<RowTest['of']>([
  'type',
  'event-id',
  'job',
  'unrouted',
  'routed',
  'mismatch',
  'data',
  'name',
  'text',
]);

/** True where the event of a delivery has to be read. */
export function readsEvent(tests: readonly RowTest[]): boolean {
  return tests.some(({ of }) => OF_EVENTS.has(of));
}

/** Columns in which the error of a delivery `d` with its last attempt `a` stands. */
export const ERROR_COLUMNS = ['d.reason', 'a.error_code', 'a.error_message'];
