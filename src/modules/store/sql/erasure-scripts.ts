import type { ErasedCounts } from '../erasure-store.js';
import {
  deleteAttempts,
  deleteConversations,
  deleteDeliveries,
  deleteEvents,
  endOperation,
  hideMutes,
  hideOperation,
  hideTargets,
  operations,
  settledDeliveries,
  someEvents,
} from './erasure-sql.js';
import { deletePresses, hideFilter } from './hidden-rows-sql.js';
import { ERASED, hideJob } from '../../model/hide-job.js';
import { hiddenJson, hideTexts } from './hide-mentions.js';
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
  yield* query(deletePresses(settled));
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
  const texts = yield* hideTexts(jobId);
  const hide = hideJob(jobId);
  let named = 0;
  for (const { id, filter } of yield* query<OperationRow>(operations)) {
    const shown = hiddenJson(filter, hide);
    if (shown === filter) continue;
    // An operation on the job alone is over; one that names it among others goes on without it.
    const isOfJob = (JSON.parse(filter) as Named).jobId === jobId;
    yield* query(isOfJob ? endOperation(id, shown) : hideFilter(id, shown));
    named += 1;
  }
  const mentions = mutes.length + targets.length + texts + named;
  return { ...NOTHING, messages: messages.length, mentions };
}

const NOTHING: ErasedCounts = { events: 0, deliveries: 0, attempts: 0, messages: 0, mentions: 0 };

/** Takes ids of events out of the filters and positions of operations. */
function* hideEventIds(gone: ReadonlySet<string>): SqlScript<number> {
  let hidden = 0;
  for (const { id, filter, position } of yield* query<OperationRow>(operations)) {
    const shown = hiddenJson(filter, (text) => (gone.has(text) ? ERASED : text));
    if (shown !== filter) {
      const { eventId } = JSON.parse(filter) as Named;
      yield* query(eventId && gone.has(eventId) ? endOperation(id, shown) : hideFilter(id, shown));
      hidden += 1;
      if (eventId && gone.has(eventId)) continue;
    }
    const at = position === null ? null : (JSON.parse(position) as { readonly id: string });
    if (at === null || !gone.has(at.id)) continue;
    // A replay goes on from the beginning of that moment: events that it has replayed are passed over.
    yield* query(hideOperation(id, JSON.stringify({ ...at, id: '' })));
    hidden += 1;
  }
  return hidden;
}
