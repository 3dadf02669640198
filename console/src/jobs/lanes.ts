import type { Delivery, Endpoint, Job, JobAttempt, JobMessage } from '../api/types.ts';
import { HELD_WORDS } from '../parts/held-words.ts';
import { reasonWords } from '../parts/state-words.ts';
import type { Tone } from '../parts/tone.ts';

/** A time that a delivery spent in one way, or a moment (`from` equals `to`). Unix ms. */
export interface Span {
  readonly kind: 'event' | 'wait' | 'attempt' | 'hold' | 'end';
  readonly from: number;
  readonly to: number;
  readonly tone: Tone;
  /** Words for what happened in the span: `Attempt 2: HTTP 503`. */
  readonly label: string;
  /** A sentence more; empty: none. */
  readonly detail: string;
  /** Id of the delivery; of an event, its own. */
  readonly delivery: string;
  /** Type of the event that was delivered. */
  readonly event: string;
}

/** The events of a job at one endpoint and what became of them, in order of time. */
export interface Lane {
  readonly endpointId: string;
  readonly webhookId: string;
  readonly spans: readonly Span[];
}

/** Shortest wait that is shown, ms; shorter ones are processing time of the gateway. */
const NOTABLE_MS = 50;

/** The conversation mode of each endpoint, as far as it is known. */
export type Modes = ReadonlyMap<string, Endpoint['conversation']>;

/** Makes a lane for every endpoint that received an event of the job. @param now Unix ms */
export function lanesOf({ events, attempts, messages }: Job, modes: Modes, now: number): readonly Lane[] {
  const attemptsOf = grouped(attempts, ({ delivery_id: id }) => id);
  const deliveries = events.toReversed().flatMap(({ deliveries_list: list }) => list);
  const lanes = [...grouped(deliveries, ({ endpoint_id: id }) => id)].map(([endpointId, own]) => {
    const posted = editedSince(messages, endpointId, modes);
    const spans = own.flatMap((delivery) =>
      spansOf(delivery, attemptsOf.get(delivery.id) ?? [], { posted, now }),
    );
    return {
      endpointId,
      webhookId: own[0]!.webhook_id,
      spans: spans.sort((one, other) => one.from - other.from),
    };
  });
  return lanes.sort((one, other) =>
    one.webhookId.localeCompare(other.webhookId, undefined, { numeric: true }),
  );
}

/** Groups rows by a key, in their order. */
function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Finds the moment from which deliveries edit the message of the job; null where each posts its own. */
function editedSince(messages: readonly JobMessage[], endpointId: string, modes: Modes): number | null {
  const posted = messages.find(({ endpoint_id: id }) => id === endpointId)?.first_posted_at ?? null;
  return posted === null || modes.get(endpointId) !== 'live' ? null : Date.parse(posted);
}

interface Moments {
  /** Time of the first post of the job's message, Unix ms; null: no message of the job is edited. */
  readonly posted: number | null;
  readonly now: number;
}

function spansOf(delivery: Delivery, attempts: readonly JobAttempt[], moments: Moments): Span[] {
  const { id, event, created_at: created, settled_at: settled } = delivery;
  const of = { delivery: id, event };
  const spans: Span[] = [];
  let end = Date.parse(created);
  let failed = false;
  for (const attempt of attempts) {
    const start = Date.parse(attempt.started_at);
    if (start - end >= NOTABLE_MS) spans.push({ ...of, ...waitOf(failed), from: end, to: start });
    end = Math.max(start, start + attempt.duration_ms);
    failed = attempt.outcome !== 'delivered';
    spans.push({ ...of, ...attemptOf(attempt, moments.posted), from: start, to: end });
  }
  if (delivery.state === 'pending' || delivery.state === 'sending')
    spans.push({ ...of, ...openOf(delivery, failed), from: end, to: Math.max(end, moments.now) });
  const ended = settled === null ? null : endOf(delivery, attempts.at(-1));
  if (ended !== null && settled !== null) {
    const at = Date.parse(settled);
    if (at - end >= NOTABLE_MS) spans.push({ ...of, ...waitOf(failed), from: end, to: at });
    spans.push({ ...of, ...ended, from: at, to: at });
  }
  return spans;
}

type Words = Pick<Span, 'kind' | 'tone' | 'label' | 'detail'>;

function waitOf(failed: boolean): Words {
  return failed
    ? { kind: 'wait', tone: 'warn', label: 'Waiting for the retry', detail: '' }
    : { kind: 'wait', tone: 'calm', label: 'Queued', detail: '' };
}

function attemptOf(attempt: JobAttempt, posted: number | null): Words {
  const { number, outcome, status, error, explanation, note, started_at: start } = attempt;
  if (outcome !== 'delivered') {
    const why = explanation?.summary ?? error?.message ?? '';
    const answer = status === null ? (error?.code ?? 'no response') : `HTTP ${status}`;
    return { kind: 'attempt', tone: 'bad', label: `Attempt ${number}: ${answer}`, detail: why };
  }
  const isEdit = posted !== null && Date.parse(start) > posted;
  const did = status === null ? 'nothing to send' : isEdit ? 'message edited' : 'delivered';
  return { kind: 'attempt', tone: 'good', label: `Attempt ${number}: ${did}`, detail: note ?? '' };
}

/** Says why a delivery is not finished yet. */
function openOf({ state, held_by: by, held_reason: reason }: Delivery, failed: boolean): Words {
  if (state === 'sending') return { kind: 'wait', tone: 'warn', label: 'Sending now', detail: '' };
  if (by === null) return waitOf(failed);
  return { kind: 'hold', tone: 'warn', label: `Held: ${HELD_WORDS[by][0]}`, detail: reason ?? '' };
}

/** Says how a delivery ended; null where its last attempt tells it. */
function endOf(delivery: Delivery, last: JobAttempt | undefined): Words | null {
  const { state, reason } = delivery;
  const why = reasonWords(delivery) ?? reason ?? '';
  if (state === 'failed') return { kind: 'end', tone: 'bad', label: 'Failed permanently', detail: why };
  if (state === 'cancelled') return { kind: 'end', tone: 'calm', label: 'Cancelled', detail: why };
  if (reason === 'superseded') return { kind: 'end', tone: 'accent', label: 'Superseded', detail: why };
  return last?.outcome === 'delivered'
    ? null
    : { kind: 'end', tone: 'good', label: 'Delivered', detail: why };
}
