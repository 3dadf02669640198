import type { TextFault } from '../../../adapters/adapter.js';
import type { SharedRequest } from '../../model/batch.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import { recordedKind, type Outcome } from '../../model/outcome.js';
import { noteOf } from '../request/fault-notes.js';
import type { JudgedBatch } from '../request/judging.service.js';
import { keptHeaders } from '../request/kept-headers.js';
import { secretsOf, withoutSecrets } from '../request/redact.js';
import { KEPT_LIMIT } from '../sender/response-text.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';

/** Shortest part of a shared answer that is recorded with an event, UTF-16 units. */
const KEPT_MIN = 256;

interface Ended {
  readonly result: Answer | NoAnswer;
  readonly judged: JudgedBatch;
  readonly endpoint: Endpoint;
  /** Unix ms. */
  readonly startedAt: number;
  /** Null for an event that went alone. */
  readonly batch: SharedRequest | null;
}

interface OfMember {
  readonly outcome: Outcome;
  readonly faults: readonly TextFault[];
  /** Fingerprint of the event's request. */
  readonly form: string;
}

/**
 * Makes the records of the attempts of a batch, one by one. Of the answer, an event is recorded with what it said of that event, or with its
 * beginning: all together take the room of one.
 */
export function recordsOf(ended: Ended): (delivery: LeasedDelivery, at: number, member: OfMember) => Attempt {
  const { result, judged, endpoint, startedAt, batch } = ended;
  const answer = result.kind === 'answer' ? result : null;
  const responseHeaders = answer && keptHeaders(answer.headers, secretsOf(endpoint));
  const shared = sharedBody(ended, judged.members.length);
  return ({ attempts }, at, { outcome, faults, form }) => {
    const failed = outcome.kind === 'delivered' ? null : outcome;
    const said = judged.members[at]!.said;
    return {
      number: attempts + 1,
      startedAt,
      durationMs: result.durationMs,
      status: answer?.status ?? null,
      outcome: recordedKind(outcome),
      errorCode: failed?.code ?? null,
      errorMessage: failed?.message ?? null,
      responseBody: said === null ? shared : cut(withoutSecrets(said, endpoint), KEPT_LIMIT),
      responseHeaders,
      note: noteOf(answer?.note ?? null, faults),
      form,
      batch,
    };
  };
}

/** The part of the answer that every event is recorded with, unless the answer speaks of events one by one. */
function sharedBody({ result, judged, endpoint }: Ended, size: number): string | null {
  const kept = result.kind === 'answer' ? result.keptBody : null;
  const isApart = size > 1 && judged.members.some(({ said }) => said !== null);
  if (!kept || isApart || !judged.keepsBody) return null;
  return cut(withoutSecrets(kept, endpoint), Math.max(KEPT_MIN, Math.floor(KEPT_LIMIT / size)));
}

function cut(text: string, max: number): string {
  return text.slice(0, max).toWellFormed();
}
