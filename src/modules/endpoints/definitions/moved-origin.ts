import type { FieldFault } from '../../model/refusal.js';
import type { Definition, Secrets } from './definition.js';
import type { EndpointRequest } from './endpoint.dto.js';

/** Scheme, host and port of an endpoint's URL before and after a change. */
export interface OriginChange {
  readonly from: string;
  readonly to: string;
}

/** Compares the servers of two definitions; null where the endpoint is new or stays at its server. */
export function originChange(before: Definition | null, after: Definition): OriginChange | null {
  const [from, to] = [before?.secrets.url ?? '', after.secrets.url].map(originOf);
  return from && to && from !== to ? { from, to } : null;
}

/**
 * Names the secrets that a change of server would carry along. Callers who may change an endpoint cannot read its secrets,
 * and must not be able to have them sent elsewhere.
 */
export function carriedAlong(
  request: EndpointRequest,
  before: Definition,
  after: Definition,
): readonly FieldFault[] {
  const { url: _url, previous: _previous, ...kept } = after.secrets;
  return Object.entries(kept).flatMap(([field, value]) => {
    const [old, sent] = [before.secrets[field as keyof Secrets], Reflect.get(request, field) as unknown];
    if (typeof value === 'object')
      return Object.keys(value)
        .filter((name) => !PUBLIC.has(`${field}.${name}`))
        .filter((name) => isTakenOver(valueOf(old, name), valueOf(value, name), valueOf(sent, name)))
        .map((name) => fault(`${field}.${name.slice(0, 64)}`, WITHOUT[field] ?? `leave it out of ${field}`));
    return isTakenOver(old, value, sent) ? [fault(field, WITHOUT[field] ?? 'null to take it away')] : [];
  });
}

/** Words for the removal of a secret by a request, where that needs more words than leaving it out. */
const WITHOUT: Readonly<Record<string, string>> = {
  secret: 'null to sign with the key of the gateway',
  tls: 'tls: null to go without a client certificate',
};

/** Parts that every server is shown in the TLS handshake. */
const PUBLIC: ReadonlySet<string> = new Set(['tls.ca', 'tls.cert']);

function isTakenOver(old: unknown, value: unknown, sent: unknown): boolean {
  return value !== undefined && value !== null && value === old && sent !== value;
}

function fault(field: string, without: string): FieldFault {
  const message = `${field} must be sent anew, because the URL goes to another server: send its value, or ${without}.`;
  return { field, message };
}

function originOf(url: string): string | null {
  const parsed = URL.parse(url);
  // URL knows no origin of schemes that are not the web's.
  return parsed && `${parsed.protocol}//${parsed.host}`;
}

function valueOf(thing: unknown, name: string): unknown {
  return typeof thing === 'object' && thing !== null && Object.hasOwn(thing, name)
    ? Reflect.get(thing, name)
    : undefined;
}
