import type { Endpoint, EndpointDraft } from '../api/types.ts';

/** What the forms hold: text where people write text. */
export interface FormValues {
  readonly url: string;
  readonly name: string;
  readonly events: string[];
  /** JSON, or nothing. */
  readonly filter: string;
  /** `Name: value`, one a line. */
  readonly headers: string;
  readonly timeout_ms: number | string;
  readonly max_retries: number | string;
  readonly rate_max: number | string;
  /** Seconds. */
  readonly rate_window: number | string;
  readonly concurrency: number | string;
  readonly ordering: 'none' | 'job';
  /** Of the adapter, by the names of the API. */
  readonly options: Readonly<Record<string, unknown>>;
}

export const EMPTY: FormValues = {
  url: '',
  name: '',
  events: ['job.completed', 'job.failed'],
  filter: '',
  headers: '',
  timeout_ms: '',
  max_retries: '',
  rate_max: '',
  rate_window: '',
  concurrency: '',
  ordering: 'none',
  options: {},
};

/** The form of an endpoint there is. Its URL and headers are secrets, so their fields start empty. */
export function valuesOf(endpoint: Endpoint): FormValues {
  return {
    url: '',
    name: endpoint.name,
    events: [...endpoint.events],
    filter: endpoint.filter === null ? '' : JSON.stringify(endpoint.filter, null, 2),
    headers: '',
    timeout_ms: endpoint.timeout_ms,
    max_retries: endpoint.max_retries,
    rate_max: endpoint.rate_limit?.max ?? '',
    rate_window: endpoint.rate_limit ? endpoint.rate_limit.window_ms / 1000 : '',
    concurrency: endpoint.concurrency,
    ordering: endpoint.ordering,
    options: endpoint.options,
  };
}

/** What to send for a form: the parts that say something and differ from where it started. */
export function draftOf(values: FormValues, start: FormValues): EndpointDraft {
  const changed = (...names: (keyof FormValues)[]): boolean =>
    names.some((name) => JSON.stringify(values[name]) !== JSON.stringify(start[name]));
  const headers = headersOf(values.headers);
  return {
    ...(changed('url') && { url: values.url.trim() }),
    ...(changed('name') && values.name.trim() !== '' && { name: values.name.trim() }),
    ...(changed('events') && { events: values.events }),
    ...(changed('filter') && { filter: filterOf(values.filter) }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(changed('timeout_ms') && number('timeout_ms', values.timeout_ms)),
    ...(changed('max_retries') && number('max_retries', values.max_retries)),
    ...(changed('concurrency') && number('concurrency', values.concurrency)),
    ...(changed('rate_max', 'rate_window') && rateOf(values)),
    ...(changed('ordering') && { ordering: values.ordering }),
    ...(changed('options') && { options: said(values.options) }),
  };
}

/** Why the filter cannot be sent; null when it can. What it means is checked by the gateway. */
export function filterFault(text: string): string | null {
  if (text.trim() === '') return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? null
      : 'A filter is a JSON object, such as {"data.parameters.country": "us"}.';
  } catch {
    return 'This is not valid JSON yet.';
  }
}

function filterOf(text: string): Record<string, unknown> | null {
  return text.trim() === '' || filterFault(text) !== null
    ? null
    : (JSON.parse(text) as Record<string, unknown>);
}

function headersOf(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('\n').flatMap((line) => {
    const [, name, value] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name !== undefined && value !== undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** Without what says nothing. */
function said(options: FormValues['options']): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== '' && value !== null));
}

function number(name: string, value: number | string): object {
  return value === '' ? {} : { [name]: Number(value) };
}

function rateOf({ rate_max: max, rate_window: window }: FormValues): EndpointDraft {
  if (max === '' || window === '') return {};
  return { rate_limit: { max: Number(max), window_ms: Math.round(Number(window) * 1000) } };
}
