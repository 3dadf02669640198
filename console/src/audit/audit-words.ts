import type { AuditEntry } from '../api/types.ts';

/** Lists the names of the changed fields, with commas. */
export function fieldsOf({ detail }: Pick<AuditEntry, 'detail'>): string {
  const { fields } = detail;
  return Array.isArray(fields) ? fields.join(', ') : '';
}

/** Describes the outcome of a request unless it is done, the number of refusals, and the new origin of an endpoint. */
export function notesOf({ detail, outcome }: Pick<AuditEntry, 'detail' | 'outcome'>): string {
  const { status, count, routes, origin } = detail;
  const { from, to } = (origin ?? {}) as { from?: unknown; to?: unknown };
  const ended =
    outcome === 'begun' ? 'outcome unknown' : `${outcome}${textOf(status, (code) => ` (${code})`)}`;
  return [
    outcome === 'done' ? '' : ended,
    textOf(count, (times) => (times === '1' ? '' : `${times} times`)),
    Array.isArray(routes) ? routes.join(', ') : '',
    textOf(from, (before) => textOf(to, (after) => `${before} → ${after}`)),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function textOf(value: unknown, words: (text: string) => string): string {
  return typeof value === 'string' || typeof value === 'number' ? words(String(value)) : '';
}

/** Names the actor; a key is named by its fingerprint, a session by that of its key. */
export function actorText({ actor, detail }: Pick<AuditEntry, 'actor' | 'detail'>): string {
  const { key } = detail;
  if (actor === 'console') return typeof key === 'string' ? `console, key ${key}` : 'console';
  return ['loopback', 'unknown', 'file'].includes(actor) ? actor : `key ${actor}`;
}

/** Returns the page of an entry's target; null without one. */
export function linkOf({ action, target, detail }: Pick<AuditEntry, 'action' | 'target' | 'detail'>) {
  if (target === null) return null;
  const [thing, verb] = action.split('.');
  // The target of a bulk request is its operation.
  const many = fieldsOf({ detail }).split(', ').includes('filter');
  if (thing === 'operations' || (thing === 'deliveries' && many)) return 'operations' as const;
  if (thing === 'deliveries') return 'delivery' as const;
  return thing === 'endpoints' && verb !== 'delete' ? ('endpoint' as const) : null;
}
