import type { Adapter } from '../../../adapters/adapter.js';
import { headerFault } from '../../../adapters/custom-headers.js';
import { adapterOf, recognise } from '../../../adapters/registry.js';
import type { FieldFault } from '../../model/refusal.js';
import { MASK } from '../../model/mask.js';
import type { Definition, Secrets, Settings } from './definition.js';
import { tidyUrl } from '../../../adapters/url-text.js';
import { batchFaults } from '../batch/batch-of.js';
import { digestFaults } from '../digest/digest-of.js';
import { conversationFaults } from './conversation-mode.js';
import { storedName } from './display-name.js';
import { EndpointRequest } from './endpoint.dto.js';
import { fieldsOf, nestedFaults } from './field.js';
import { presentationOf, triedPresentationOf } from '../presentation/presentation-draft.js';
import { optionsOf } from './options.js';
import { tlsOf } from './tls-part.js';

export type Draft =
  | { readonly ok: true; readonly definition: Definition }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Fields that depend on the adapter, or are merged with what is stored. */
const OWN_WAY: ReadonlySet<string> = new Set(['adapter', 'options', 'message', 'payload']);

/** Fields that are taken over as they are: all but secrets, and those of {@link OWN_WAY}. */
const PLAIN = [...fieldsOf(EndpointRequest)]
  .filter(([name, { secret }]) => secret !== true && !OWN_WAY.has(name))
  .map(([name]) => name as keyof EndpointRequest);

/**
 * Applies a request to a definition, or makes a new one. All faults are told at once. The request has passed its field
 * rules; checked here is what needs the adapter or the definition.
 *
 * @param brand prefix of the gateway's own headers
 * @param now Unix ms, for refusing certificates that have expired; null refuses no certificate for that
 * @param tries whether templates are tried on samples, as before they are saved; a preview tells of failures itself
 */
export function draft(
  request: EndpointRequest,
  base: Definition | null,
  brand: string,
  now: number | null = Date.now(),
  tries = true,
): Draft {
  const target = targetOf(request, base);
  if ('faults' in target) return { ok: false, faults: target.faults };
  const { adapter, url } = target;
  const headers = headersOf(request, base, brand);
  const { options, faults } = checkedOptions(request, base, target);
  const tls = tlsOf(request.tls, base?.secrets.tls ?? null, { mask: MASK, now });
  const retries = retriesOf(request, base);
  const present = tries ? triedPresentationOf : presentationOf;
  const presented = present(request, base, { adapter, headers: headers.headers, brand });
  const chosen = { ...base?.settings, ...given(request) };
  const inBatch = nestedFaults(EndpointRequest, request, 'batch');
  const all = [
    ...headers.faults,
    ...faults,
    ...tls.faults,
    ...retries.faults,
    ...presented.faults,
    ...conversationFaults(adapter, chosen),
    ...nestedFaults(EndpointRequest, request, 'quiet'),
    ...nestedFaults(EndpointRequest, request, 'digest'),
    ...digestFaults(adapter, chosen),
    ...(inBatch.length > 0
      ? inBatch
      : batchFaults(adapter, chosen.batch, { payload: presented.settings.payload, options })),
  ];
  if (all.length > 0) return { ok: false, faults: all };
  const isSecret = ([name]: [string, unknown]): boolean => adapter.secretOptions.includes(name);
  const settings = {
    ...chosen,
    ...retries.settings,
    ...presented.settings,
    options: only(options, (entry) => !isSecret(entry)),
  };
  const secrets = {
    ...base?.secrets,
    url,
    headers: headers.headers,
    options: only(options, isSecret),
    ...secretOf(request),
    tls: tls.tls,
  };
  return {
    ok: true,
    definition: {
      adapter: adapter.type,
      settings: withoutNulls(settings) as Settings,
      secrets: withoutNulls(secrets) as unknown as Secrets,
    },
  };
}

/**
 * Settles a number of retries against a schedule: the later one replaces the other. The number that answers show for a
 * schedule, its length, changes nothing.
 */
function retriesOf(
  { max_retries: count, retry_schedule_ms: schedule }: EndpointRequest,
  base: Definition | null,
): { readonly settings: RetrySettings; readonly faults: readonly FieldFault[] } {
  if (schedule) return { settings: { max_retries: null }, faults: countFaults(count, schedule) };
  const kept = schedule === null ? undefined : base?.settings.retry_schedule_ms;
  if (typeof count !== 'number' || !kept) return { settings: {}, faults: [] };
  const same = count === kept.length;
  return { settings: same ? { max_retries: null } : { retry_schedule_ms: null }, faults: [] };
}

type RetrySettings = Partial<Record<'max_retries' | 'retry_schedule_ms', null>>;

function countFaults(count: number | null | undefined, { length }: readonly number[]): FieldFault[] {
  if (typeof count !== 'number' || count === length) return [];
  const waits = `${length} ${length === 1 ? 'wait' : 'waits'}`;
  const message = `max_retries is ${count}, but retry_schedule_ms lists ${waits}, one before each retry; send one of the two.`;
  return [{ field: 'max_retries', message }];
}

type Target =
  { readonly adapter: Adapter; readonly url: string } | { readonly faults: readonly FieldFault[] };

/** Finds the adapter and its URL. An adapter that was named stays unless the new URL is a platform's own. */
function targetOf({ url, adapter }: EndpointRequest, base: Definition | null): Target {
  if (url === undefined && !adapter && base) {
    return { adapter: adapterOf(base.adapter)!, url: base.secrets.url };
  }
  const raw = tidyUrl(url ?? base?.secrets.url ?? '');
  if (raw === '') return refuse('url', 'url is required: an http or https URL.');
  if (raw.includes(MASK)) return refuse('url', 'url is masked; leave it out to keep the one there is.');
  const detected = recognise(raw);
  const prefixed = /^[a-z][a-z0-9.-]*\+/i.test(raw);
  const named = adapter ?? (base && !(detected.ok && detected.onPlatform) ? base.adapter : null);
  if (named === null || (prefixed && !adapter)) {
    return detected.ok ? detected : refuse('url', detected.message);
  }
  if (prefixed && !raw.toLowerCase().startsWith(`${named}+`)) {
    return refuse('adapter', `adapter is ${named}, and url begins with another one.`);
  }
  const accepted = recognise(prefixed ? raw : `${named}+${raw}`);
  return accepted.ok ? accepted : refuse('url', accepted.message);
}

function headersOf(
  { headers }: EndpointRequest,
  base: Definition | null,
  brand: string,
): { headers: Readonly<Record<string, string>>; faults: readonly FieldFault[] } {
  const before = base?.secrets.headers ?? {};
  if (headers === undefined) return { headers: before, faults: [] };
  const entries = Object.entries(headers ?? {}).map(
    ([name, value]) => [name, value === MASK ? (ownOf(before, name) ?? value) : value] as const,
  );
  const names = entries.map(([name]) => name.toLowerCase());
  const faults = entries.flatMap(([name, value], at) => {
    const repeated = names.indexOf(names[at]!) < at ? 'is named twice' : null;
    const masked = value === MASK ? 'is masked, and there is no value to keep' : null;
    const clause = headerFault(name, value, brand) ?? repeated ?? masked;
    const shown = name.slice(0, 64);
    return clause === null ? [] : [{ field: `headers.${shown}`, message: `The header ${shown} ${clause}.` }];
  });
  if (entries.length > 50) faults.push({ field: 'headers', message: 'headers are at most 50.' });
  return { headers: Object.fromEntries(entries), faults };
}

/** Checks the options. Options of another adapter are not carried over. */
function checkedOptions(
  { options: given }: EndpointRequest,
  base: Definition | null,
  { adapter, url }: { readonly adapter: Adapter; readonly url: string },
) {
  const same = base?.adapter === adapter.type;
  const before: Record<string, unknown> = same ? { ...base.settings.options, ...base.secrets.options } : {};
  const options = Object.fromEntries(
    Object.entries(given === undefined ? before : (given ?? {}))
      .map(([name, value]) => [name, value === MASK ? ownOf(before, name) : value] as const)
      .filter(([, value]) => value !== null && value !== undefined),
  );
  return { options, faults: optionsOf(adapter, options, new URL(url)).faults };
}

/** The own value of that name: `constructor` is a name like any other. */
function ownOf<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function given(request: EndpointRequest): Partial<EndpointRequest> {
  return Object.fromEntries(
    PLAIN.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])).map(
      ([name, value]) => [name, name === 'name' && typeof value === 'string' ? storedName(value) : value],
    ),
  );
}

function secretOf({ secret, signing_key: key }: EndpointRequest): Record<string, string | null> {
  return {
    ...(secret === undefined ? {} : { secret }),
    // Without the key, the one before it stops too.
    ...(key === undefined
      ? {}
      : { signing_key: key, ...(key === null ? { previous_signing_key: null } : {}) }),
  };
}

function only(
  options: Readonly<Record<string, unknown>>,
  wanted: (entry: [string, unknown]) => boolean,
): Record<string, unknown> | null {
  const entries = Object.entries(options).filter(wanted);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== null && part !== undefined));
}

function refuse(field: string, message: string): Target {
  return { faults: [{ field, message: /[.?!]$/.test(message) ? message : `${message}.` }] };
}
