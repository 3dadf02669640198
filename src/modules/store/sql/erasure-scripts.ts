import { ERASED, type ErasedCounts } from '../erasure-store.js';
import {
  deleteActionUses,
  deleteAttempts,
  deleteConversations,
  deleteDeliveries,
  deleteEvents,
  endOperation,
  hideAttempts,
  hideErrors,
  hideInTexts,
  hideMutes,
  hideOperation,
  hideTargets,
  incidentsOf,
  ID_IN_TEXTS_MIN,
  operations,
  settledDeliveries,
  someEvents,
} from './erasure-sql.js';
import { query, type SqlRunner, type SqlScript } from './sql-runner.js';

/** Deliveries of one step, at most: its transaction must be short. */
const DELIVERIES_MAX = 500;

interface OperationRow {
  readonly id: string;
  readonly filter: string;
  readonly position: string | null;
}

interface Named {
  readonly jobId?: string | null;
  readonly eventId?: string | null;
}

/** Erases some events of a job with their settled deliveries, and takes their ids out of what stays. */
export function* eraseEvents(
  jobId: string,
  limit: number,
): SqlScript<{ readonly counts: ErasedCounts; readonly found: number }> {
  const ids = (yield* query<{ id: string }>(someEvents(jobId, limit))).map(({ id }) => id);
  if (ids.length === 0) return { counts: NOTHING, found: 0 };
  const settled = (yield* query<{ id: string }>(settledDeliveries(ids, DELIVERIES_MAX))).map(({ id }) => id);
  yield* hideInIncidents(settled);
  yield* query(deleteActionUses(settled));
  const attempts = yield* query(deleteAttempts(settled));
  const deliveries = yield* query(deleteDeliveries(settled));
  const gone = (yield* query<{ id: string }>(deleteEvents(ids))).map(({ id }) => id);
  const targets = gone.length === 0 ? [] : yield* query(hideTargets(gone));
  const hidden = gone.length === 0 ? 0 : yield* hideEventIds(new Set(gone));
  const counts = {
    events: gone.length,
    deliveries: deliveries.length,
    attempts: attempts.length,
    messages: 0,
    mentions: targets.length + hidden,
  };
  return { counts, found: ids.length };
}

/** Takes a job out of all that stays once its events are erased. */
export function* eraseMentions(jobId: string, sql: SqlRunner): SqlScript<ErasedCounts> {
  const messages = yield* query(deleteConversations(jobId));
  yield* sql.lockTable('mutes');
  const mutes = yield* query(hideMutes(jobId));
  const targets = yield* query(hideTargets([jobId]));
  if (jobId.length >= ID_IN_TEXTS_MIN) {
    yield* query(hideErrors(jobId));
    yield* query(hideInTexts('incidents', INCIDENT_TEXTS, jobId));
    yield* query(hideInTexts('views', ['query', 'name'], jobId));
  }
  let ended = 0;
  for (const { id, filter } of yield* query<OperationRow>(operations)) {
    const named = JSON.parse(filter) as Named;
    if (named.jobId !== jobId) continue;
    yield* query(endOperation(id, JSON.stringify({ ...named, jobId: ERASED })));
    ended += 1;
  }
  const mentions = mutes.length + targets.length + ended;
  return { ...NOTHING, messages: messages.length, mentions };
}

/** Texts of incidents that targets, or people, wrote. */
const INCIDENT_TEXTS = ['error_message', 'first_attempt', 'last_attempt', 'told', 'timeline', 'note'];

interface IncidentRow {
  readonly id: string;
  readonly firstAttempt: string | null;
  readonly lastAttempt: string | null;
}

/** Takes attempts of the deliveries out of the incidents that they belong to. */
function* hideInIncidents(deliveryIds: readonly string[]): SqlScript<void> {
  const named = (text: string | null): boolean => deliveryIds.some((id) => text?.includes(id) === true);
  for (const { id, firstAttempt, lastAttempt } of yield* query<IncidentRow>(incidentsOf(deliveryIds))) {
    const [first, last] = [named(firstAttempt), named(lastAttempt)];
    if (first || last)
      yield* query(hideAttempts(id, first ? null : firstAttempt, last ? null : lastAttempt, last));
  }
}

const NOTHING: ErasedCounts = { events: 0, deliveries: 0, attempts: 0, messages: 0, mentions: 0 };

/** Takes ids of events out of the filters and positions of operations. */
function* hideEventIds(gone: ReadonlySet<string>): SqlScript<number> {
  let hidden = 0;
  for (const { id, filter, position } of yield* query<OperationRow>(operations)) {
    const named = JSON.parse(filter) as Named;
    if (named.eventId && gone.has(named.eventId)) {
      yield* query(endOperation(id, JSON.stringify({ ...named, eventId: ERASED })));
      hidden += 1;
      continue;
    }
    const at = position === null ? null : (JSON.parse(position) as { readonly id: string });
    if (at === null || !gone.has(at.id)) continue;
    // A replay goes on from the beginning of that moment: events that it has replayed are passed over.
    yield* query(hideOperation(id, JSON.stringify({ ...at, id: '' })));
    hidden += 1;
  }
  return hidden;
}
