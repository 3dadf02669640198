import { instantOf } from '../../adapters/instant.js';
import type { Presentation } from '../../adapters/adapter.js';
import { fieldsOf } from '../../adapters/notification/fields.js';
import { notificationOf, type Notification } from '../../adapters/notification/notification.js';
import { parseData } from '../../adapters/plain-value.js';
import type { EventType } from '../model/event-type.js';
import { isoTime } from '../model/iso-time.js';
import type { EventRecord, EventSummary } from '../store/history-store.js';
import type { JOB_STATES, JobSummaryView } from './job.response.js';

/** The event types and names by which a job is described. */
export type JobWords = Omit<Presentation, 'webhookId' | 'endpointName' | 'deliveryId'>;

/** Describes a job by its newest event, in the words of its messages. */
export function jobSummary(newest: EventRecord, first: EventSummary, words: JobWords): JobSummaryView {
  const { summary, data } = newest;
  const { id, type, timestamp, acceptedAt } = summary;
  const told = notificationOf(
    { id, type, data, timestamp, acceptedAt },
    {
      ...words,
      message: { ...words.message, detail: 'standard' },
      webhookId: '',
      endpointName: '',
      deliveryId: '',
    },
  );
  const startedAt = Math.min(timeOf(first), ...told.timeline.map(({ at }) => at));
  const endedAt = words.type.ends ? Math.max(startedAt, endOf(told) ?? timeOf(summary)) : null;
  return {
    state: stateOf(words.type),
    tone: told.tone,
    headline: told.headline,
    emoji: told.emoji,
    subject: told.subject,
    event_id: id,
    event: type,
    started_at: isoTime(startedAt),
    ended_at: endedAt === null ? null : isoTime(endedAt),
    duration_ms: endedAt === null ? null : endedAt - startedAt,
    error: told.cause || null,
    error_detail: told.causeDetail || null,
    video_url: told.video?.url ?? null,
    thumbnail_url: told.image?.url ?? null,
    facts: told.facts.map((fact) => fact.map(({ text }) => text).join('')),
    steps: told.timeline.map(({ label, at, ok }) => ({ label, at: isoTime(at), ok })),
    fields: fieldsOf(parseData(data), '', {
      words: { ...words.message, names: words.names },
      detail: 'full',
    }).map(({ name, label, value, exact }) => ({ name, label, value, exact })),
  };
}

function stateOf({ ends, tone }: EventType): (typeof JOB_STATES)[number] {
  if (!ends) return 'running';
  if (tone === 'success') return 'succeeded';
  return tone === 'failure' ? 'failed' : 'ended';
}

/** Reads the end of the job from its data, Unix ms; null where it does not tell. */
function endOf({ timeline }: Notification): number | null {
  return timeline.findLast(({ ends }) => ends)?.at ?? null;
}

/** Time of an event as its sender wrote it, Unix ms; that of acceptance where it cannot be read. */
function timeOf({ timestamp, acceptedAt }: Pick<EventSummary, 'timestamp' | 'acceptedAt'>): number {
  return instantOf(timestamp) ?? acceptedAt;
}
