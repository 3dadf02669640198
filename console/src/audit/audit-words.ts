import type { AuditEntry } from '../api/types.ts';

/** Names of what was sent, with commas. */
export function fieldsOf({ detail }: Pick<AuditEntry, 'detail'>): string {
  const { fields } = detail;
  return Array.isArray(fields) ? fields.join(', ') : '';
}

/** How a request ended unless it was done, how often it came, and where an endpoint goes now. */
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

/** Keys are told by their fingerprint: of the console the one that was signed in with. */
export function actorWords({ actor, detail }: Pick<AuditEntry, 'actor' | 'detail'>): string {
  const { key } = detail;
  if (actor === 'console') return typeof key === 'string' ? `console, key ${key}` : 'console';
  return ['loopback', 'unknown', 'file'].includes(actor) ? actor : `key ${actor}`;
}

/** Where the target of an entry is shown; null where nothing is. */
export function placeOf({ action, target, detail }: Pick<AuditEntry, 'action' | 'target' | 'detail'>) {
  if (target === null) return null;
  const [thing, verb] = action.split('.');
  // Of what works over many deliveries the target is the operation that was begun.
  const many = fieldsOf({ detail }).split(', ').includes('filter');
  if (thing === 'operations' || (thing === 'deliveries' && many)) return 'operations' as const;
  if (thing === 'deliveries') return 'delivery' as const;
  return thing === 'endpoints' && verb !== 'delete' ? ('endpoint' as const) : null;
}
