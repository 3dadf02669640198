import type { AuditEntry } from '../api/types.ts';
import { actorName } from '../parts/actor.ts';

/** Lists the names of the fields of a request. */
function namesOf({ detail }: Pick<AuditEntry, 'detail'>): readonly string[] {
  const { fields } = detail;
  return Array.isArray(fields) ? fields.map(String) : [];
}

/** Lists the fields of a request of which no value is recorded, with commas. */
export function fieldsOf(entry: Pick<AuditEntry, 'detail'>): string {
  return namesOf(entry)
    .filter((field) => entry.detail[field] === undefined)
    .join(', ');
}

/** A changed field in words; `from` is null for a secret, of which only the change is known. */
export interface ChangeWords {
  readonly field: string;
  readonly from: string | null;
  readonly to: string;
}

/** Lists the changed fields with their old and new values. */
export function changesOf({ detail }: Pick<AuditEntry, 'detail'>): readonly ChangeWords[] {
  const { changes } = detail;
  if (typeof changes !== 'object' || changes === null) return [];
  return Object.entries(changes).map(([field, change]: [string, unknown]) => {
    if (typeof change !== 'object' || change === null) return { field, from: null, to: 'changed' };
    const { from, to } = change as { readonly from?: unknown; readonly to?: unknown };
    return { field, from: valueText(from), to: valueText(to) };
  });
}

/** Details that an entry shows in other places, or that say nothing to people. */
const SHOWN_ELSEWHERE = new Set([
  'changes',
  'console',
  'count',
  'fields',
  'job_digest',
  'key',
  'origin',
  'routes',
  'status',
]);

/** Lists what else is recorded, such as the name and role of a key, or the reason and counts of an erasure. */
export function recordedOf({ detail }: Pick<AuditEntry, 'detail'>): readonly ChangeWords[] {
  const changed = new Set(changesOf({ detail }).map(({ field }) => field));
  return Object.entries(detail)
    .filter(([field, value]) => !SHOWN_ELSEWHERE.has(field) && !changed.has(field) && value !== null)
    .map(([field, value]) => ({ field, from: null, to: valueText(value) }));
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'string') return value;
  if (isCounts(value))
    return Object.entries(value)
      .map((count) => count.join(' '))
      .join(', ');
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}

const isCounts = (value: unknown): value is Readonly<Record<string, number>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).length > 0 &&
  !Array.isArray(value) &&
  Object.values(value).every((count) => typeof count === 'number');

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

/** Names the actor. Entries of older versions name a key by its fingerprint, and a session by that of its key. */
export function actorText({ actor, detail }: Pick<AuditEntry, 'actor' | 'detail'>): string {
  const { key, console } = detail;
  if (actor === 'console') return typeof key === 'string' ? `console, key ${key}` : 'console';
  return console === true ? `${actorName(actor)}, console` : actorName(actor);
}

/** Returns the page of an entry's target; null without one. */
export function linkOf({ action, target, detail }: Pick<AuditEntry, 'action' | 'target' | 'detail'>) {
  if (target === null) return null;
  const [thing, verb] = action.split('.');
  // The target of a bulk request is its operation.
  const many = namesOf({ detail }).includes('filter');
  if (thing === 'operations' || (thing === 'deliveries' && many)) return 'operations' as const;
  if (thing === 'keys' && typeof detail['name'] === 'string') return 'key' as const;
  if (thing === 'deliveries') return 'delivery' as const;
  return thing === 'endpoints' && verb !== 'delete' ? ('endpoint' as const) : null;
}
