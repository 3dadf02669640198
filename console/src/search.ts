import type { AuditFilter, DeliveryFilter } from './api/types.ts';

/** Names of the filter's parts; the compiler checks them against the query parameters of the API. */
const FILTERS = Object.keys({
  state: true,
  endpoint: true,
  event: true,
  job_id: true,
  event_id: true,
  from: true,
  to: true,
  error: true,
  grouped_in: true,
  incident: true,
  overdue: true,
  id: true,
  q: true,
} satisfies Record<keyof DeliveryFilter, true>);

/** The parameters of an address, as the router reads them. */
type Raw = Record<string, unknown>;

/**
 * Reads the parameters of an address that a page knows. The router would hand it all others as they are written there, and known ones
 * whose value the page refuses.
 */
export const known =
  <Search extends object>(read: (raw: Raw) => Search) =>
  (raw: Raw): Search => ({
    ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
    ...read(raw),
  });

/** Reads the parameters of an address as they are written. By default the router reads them as JSON: ids of many digits would lose some. */
export const parseSearch = (search: string): Raw => Object.fromEntries(new URLSearchParams(search));

/** Writes the parameters of an address, all of which are texts. */
export function stringifySearch(search: Raw): string {
  const written = new URLSearchParams(given(search) as Record<string, string>).toString();
  return written === '' ? '' : `?${written}`;
}

/** A parameter of the address; undefined for an empty one. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The parameters that an address has, of those that a page knows. */
export const given = <Search extends object>(search: Search): Search =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Search;

/** Reads the named parameters of an address as texts; empty ones are left out. */
function named(names: readonly string[], raw: Raw): Record<string, string> {
  const pairs = names.map((name) => [name, text(raw[name])] as const);
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
}

/** Reads the filter of the delivery list from the address. */
export const deliverySearch = known((raw): DeliveryFilter => named(FILTERS, raw));

/** Reads the time range of charts from the address; an hour unless it names another. */
export const rangeSearch = known((raw): { range?: '24h' | '7d' } =>
  raw['range'] === '24h' || raw['range'] === '7d' ? { range: raw['range'] } : {},
);

/** Reads the query of the event list from the address; parameters of the API become conditions, so that old links still work. */
export const eventSearch = known((raw): { readonly q?: string } => {
  const flags = ['unrouted', 'mismatch'].filter((name) => raw[name] === 'true');
  const fields = (['type', 'id'] as const).map((name) => [name, text(raw[name])] as const);
  const terms = [
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [`${name}:${value}`])),
    ...flags.map((name) => `${name}:yes`),
    text(raw['q']) ?? '',
  ];
  const q = terms.filter((term) => term !== '').join(' ');
  return q === '' ? {} : { q };
});

const AUDIT_FILTERS = Object.keys({
  actor: true,
  action: true,
  target: true,
  outcome: true,
  from: true,
  to: true,
} satisfies Record<keyof AuditFilter, true>);

/** Reads the filter of the audit log from the address. */
export const auditSearch = known((raw): AuditFilter => named(AUDIT_FILTERS, raw));
