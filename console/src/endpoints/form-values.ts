import { isJsonObject, parseJson } from '../api/exact-json.ts';
import type { Endpoint, EndpointDraft } from '../api/types.ts';
import { batchDraft, batchValues, EMPTY_BATCH, type BatchValues } from './batch-values.ts';
import { digestDraft, digestValues, EMPTY_DIGEST, type DigestValues } from './digest-values.ts';
import { EMPTY_PLAIN, plainDraft, plainValues, type PlainValues } from './plain-fields.ts';
import { EMPTY_QUIET, quietDraft, quietValues, type QuietValues } from './quiet-values.ts';
import { spansOf, spansText } from './spans.ts';

/** A custom header. */
export interface HeaderRow {
  readonly name: string;
  readonly value: string;
  /** True where a header of this name is stored. Its value is not shown and stays unless a new one is typed. */
  readonly stored: boolean;
}

/** Stands in requests for the stored value. */
const MASK = '***';

/** The values of the forms: text where people write text. */
export interface FormValues extends PlainValues, QuietValues, DigestValues, BatchValues {
  readonly url: string;
  /** A new signing key; empty keeps the stored one. */
  readonly secret: string;
  readonly name: string;
  readonly events: string[];
  /** JSON; empty: no filter. */
  readonly filter: string;
  readonly headers: readonly HeaderRow[];
  /** Empty: as the gateway is configured. */
  readonly retry_mode: '' | 'count' | 'schedule';
  readonly max_retries: number | string;
  /** Waits with units, such as `5s, 1m`. */
  readonly retry_schedule: string;
  readonly rate_max: number | string;
  /** Seconds. */
  readonly rate_window: number | string;
  /** Options of the adapter by their names in the API. */
  readonly options: Readonly<Record<string, unknown>>;
}

export const EMPTY: FormValues = {
  ...EMPTY_PLAIN,
  ...EMPTY_QUIET,
  ...EMPTY_DIGEST,
  ...EMPTY_BATCH,
  url: '',
  secret: '',
  name: '',
  events: ['job.completed', 'job.failed'],
  filter: '',
  headers: [],
  retry_mode: '',
  max_retries: '',
  retry_schedule: '',
  rate_max: '',
  rate_window: '',
  options: {},
};

/** Fills the form with a stored endpoint. URL and header values are secrets, so their fields start empty. */
export function valuesOf(endpoint: Endpoint): FormValues {
  return {
    url: '',
    secret: '',
    name: endpoint.name,
    events: [...endpoint.events],
    filter: endpoint.filter === null ? '' : JSON.stringify(endpoint.filter, null, 2),
    headers: Object.keys(endpoint.headers).map((name) => ({ name, value: '', stored: true })),
    ...plainValues(endpoint),
    ...quietValues(endpoint.quiet),
    ...digestValues(endpoint.digest),
    ...batchValues(endpoint.batch),
    ...retryValues(endpoint),
    rate_max: endpoint.rate_limit?.max ?? '',
    rate_window: endpoint.rate_limit ? endpoint.rate_limit.window_ms / 1000 : '',
    options: endpoint.options,
  };
}

type Retries = Pick<FormValues, 'retry_mode' | 'max_retries' | 'retry_schedule'>;

function retryValues({ retry_schedule_ms: schedule, max_retries: retries }: Endpoint): Retries {
  return {
    retry_mode: schedule === null ? 'count' : 'schedule',
    max_retries: schedule === null ? retries : '',
    retry_schedule: schedule === null ? '' : spansText(schedule),
  };
}

/** Sends only the chosen one of a number of retries and a schedule; the other is taken away where the endpoint had it. */
function retriesOf(values: FormValues, start: FormValues): EndpointDraft {
  const { retry_mode: mode } = values;
  const count = { max_retries: mode === 'count' ? numberOf(values.max_retries) : null };
  const schedule = mode === 'schedule' ? spansOf(values.retry_schedule) : null;
  const waits = { retry_schedule_ms: schedule === null || schedule.length === 0 ? null : [...schedule] };
  if (mode === 'count') return start.retry_mode === 'schedule' ? { ...count, ...waits } : count;
  if (mode === 'schedule') return start.retry_mode === 'count' ? { ...count, ...waits } : waits;
  return { ...count, ...waits };
}

/**
 * Makes the request of a form: the parts that differ from its start. An emptied part is sent as null, which brings
 * back the configured value.
 */
export function draftOf(values: FormValues, start: FormValues): EndpointDraft {
  const changed = (...names: (keyof FormValues)[]): boolean =>
    names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(start[name]));
  return {
    ...(changed('url') && { url: values.url.trim() }),
    ...(changed('secret') && { secret: values.secret }),
    ...(changed('name') && { name: values.name.trim() || null }),
    ...(changed('events') && { events: values.events }),
    ...(changed('filter') && { filter: filterOf(values.filter) }),
    ...(changed('headers') && { headers: headersOf(values.headers) }),
    ...plainDraft(values, start),
    ...quietDraft(values, start),
    ...digestDraft(values, start),
    ...batchDraft(values, start),
    ...(changed('retry_mode', 'max_retries', 'retry_schedule') && retriesOf(values, start)),
    ...(changed('rate_max', 'rate_window') && { rate_limit: rateOf(values) }),
    ...(changed('options') && { options: filledIn(values.options) }),
  };
}

/** Says why the filter cannot be sent; null when it can. The gateway checks what it means. */
export function filterFault(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    const value = parseJson(text);
    return isJsonObject(value)
      ? null
      : 'A filter is a JSON object, such as {"data.parameters.country": "us"}.';
  } catch {
    return 'This is not valid JSON yet.';
  }
}

/** Reads the filter; null where there is none, or where it is not valid yet. */
export function filterOf(text: string): Record<string, unknown> | null {
  return text.trim() === '' || filterFault(text) !== null
    ? null
    : (parseJson(text) as Record<string, unknown>);
}

/** Says why a row of the headers cannot be sent; null when it can. The gateway checks the value. */
export function headerFault(row: HeaderRow, rows: readonly HeaderRow[]): string | null {
  const name = keyOf(row);
  if (name === '') return isBlank(row) ? null : 'A header needs a name.';
  return rows.filter((other) => keyOf(other) === name).length > 1 ? 'This header is named twice.' : null;
}

/** Says why half a rate limit cannot be sent; null when both or no halves are given. */
export function rateFault(half: number | string, other: number | string): string | null {
  return half === '' && other !== '' ? 'A rate limit needs both: requests and seconds.' : null;
}

function headersOf(rows: readonly HeaderRow[]): Readonly<Record<string, string>> {
  const filled = rows.filter((row) => !isBlank(row));
  return Object.fromEntries(
    filled.map(({ name, value, stored }) => [name.trim(), stored && value === '' ? MASK : value.trim()]),
  );
}

const keyOf = ({ name }: HeaderRow): string => name.trim().toLowerCase();

const isBlank = ({ name, value }: HeaderRow): boolean => name.trim() === '' && value.trim() === '';

/** Leaves out empty options. */
function filledIn(options: FormValues['options']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== '' && value !== null));
}

function numberOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}

function rateOf({ rate_max: max, rate_window: window }: FormValues): EndpointDraft['rate_limit'] {
  if (max === '' || window === '') return null;
  return { max: Number(max), window_ms: Math.round(Number(window) * 1000) };
}
