import type { Outcome } from '../../modules/model/outcome.js';
import type { TargetResponse } from '../adapter.js';
import { cleanLine } from '../clean-text.js';
import { retry } from '../judgement.js';

/** The ids of one event of a batch. Receivers name it by either. */
export interface BatchMemberIds {
  readonly deliveryId: string;
  readonly eventId: string;
}

/** The result of one event of a batch. */
export interface MemberResult {
  readonly outcome: Outcome;
  /** The receiver's own words about the event, JSON; null where it said nothing of it. */
  readonly said: string | null;
}

/** An answer, and whether all of its body was read. */
export type BatchResponse = Omit<TargetResponse, 'onPlatform'> & { readonly isComplete: boolean };

/** Statuses of a result, the most careful one first: where an answer names an event twice, the more careful status counts. */
const RESULT_STATUSES = ['retry', 'failed', 'ok'] as const;
type Status = (typeof RESULT_STATUSES)[number];

/** The code of an event that the receiver wants again. */
const BATCH_RETRY = 'batch_retry';
/** The code of an event that the receiver refuses. */
const BATCH_FAILED = 'batch_failed';
/** The code of a batch whose answer does not tell which events were taken. */
const BATCH_UNREADABLE = 'batch_unreadable';

/** Longest text of an error that is kept of a result, UTF-16 units. */
const ERROR_MAX = 500;
const MULTI_STATUS = 207;

/**
 * Reads what became of each event of a batch that was answered with 2xx: `{"results": [{"id", "status": "ok" | "retry" | "failed",
 * "error"?}]}`. Events that are not named were taken. Where results are missing that must be there (207), or where the answer broke off
 * before its end, nothing is known of any event, and all are sent again.
 *
 * This folder holds what adapters with batches share: `batch-body.ts` writes the request of a batch, this file reads the answer to it.
 *
 * @returns one result per member, in order
 */
export function memberResults(response: BatchResponse, members: readonly BatchMemberIds[]): MemberResult[] {
  const results = resultsIn(response);
  const whole = (outcome: Outcome): MemberResult[] => members.map(() => ({ outcome, said: null }));
  if (results === 'unreadable') return whole(unreadable(response));
  if (results === null) return whole({ kind: 'delivered' });
  const said = new Map<string, Said>();
  for (const result of results) note(said, result);
  return members.map(({ deliveryId, eventId }) => {
    const own = said.get(deliveryId) ?? said.get(eventId);
    return own ? resultOf(own, response) : { outcome: { kind: 'delivered' }, said: null };
  });
}

/** Finds the results of an answer; null: it has none. */
function resultsIn(response: BatchResponse): readonly unknown[] | 'unreadable' | null {
  const { status, headers, body, isComplete } = response;
  const isJson = /json/i.test(headers['content-type'] ?? '') || body.trimStart().startsWith('{');
  if (isJson && !isComplete) return 'unreadable';
  const results = isJson ? listIn(body) : null;
  return results ?? (status === MULTI_STATUS ? 'unreadable' : null);
}

/** The list of results in a body; a body that is no JSON, though it tells of results, cannot be understood. */
function listIn(body: string): readonly unknown[] | 'unreadable' | null {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null) return null;
    const results: unknown = Reflect.get(parsed, 'results');
    return Array.isArray(results) ? results : null;
  } catch {
    return /"results"\s*:/.test(body) ? 'unreadable' : null;
  }
}

interface Said {
  /** Null for an unknown status. */
  readonly status: Status | null;
  readonly entry: object;
}

/** Keeps the most careful word about each event. A word that means nothing is the most careful of all. */
function note(said: Map<string, Said>, entry: unknown): void {
  if (typeof entry !== 'object' || entry === null) return;
  const id: unknown = Reflect.get(entry, 'id');
  if (typeof id !== 'string') return;
  const word: unknown = Reflect.get(entry, 'status');
  const status = RESULT_STATUSES.find((known) => known === word) ?? null;
  const before = said.get(id);
  if (!before || careOf(status) < careOf(before.status)) said.set(id, { status, entry });
}

const careOf = (status: Status | null): number => (status === null ? -1 : RESULT_STATUSES.indexOf(status));

function resultOf({ status, entry }: Said, { status: http }: BatchResponse): MemberResult {
  const said = JSON.stringify(entry);
  if (status === 'ok') return { outcome: { kind: 'delivered' }, said };
  const error: unknown = Reflect.get(entry, 'error');
  const text = typeof error === 'string' ? cleanLine(error, ERROR_MAX) : '';
  const detail = text && `: ${text}`;
  if (status === 'failed')
    return {
      outcome: {
        kind: 'rejected',
        code: BATCH_FAILED,
        message: `HTTP ${http} response, event failed${detail}`,
      },
      said,
    };
  const meant = status === null ? `, whose status is none of ${RESULT_STATUSES.join(', ')}` : '';
  const message = `HTTP ${http} response, event to be sent again${meant}${detail}`;
  return { outcome: { kind: 'retry', code: BATCH_RETRY, message }, said };
}

function unreadable(response: BatchResponse): Outcome {
  const detail = response.isComplete
    ? 'it does not tell in results what became of each event'
    : 'it broke off before it told what became of each event';
  return retry({ ...response, onPlatform: false }, { code: BATCH_UNREADABLE, detail });
}
