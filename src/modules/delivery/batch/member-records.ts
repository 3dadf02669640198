import type { SharedRequest } from '../../model/batch.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import { recordedRequest, recordOf, type RecordedEvent } from '../request/attempt-record.js';
import type { JudgedBatch } from '../request/judging.service.js';
import { withoutSecrets } from '../request/redact.js';
import { KEPT_LIMIT, keptText } from '../sender/response-text.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';

/** Shortest part of a shared answer that is recorded with an event, bytes. */
const KEPT_MIN = 256;

interface Ended {
  readonly result: Answer | NoAnswer;
  readonly judged: JudgedBatch;
  readonly endpoint: Endpoint;
  /** Unix ms. */
  readonly startedAt: number;
  /** Id and size of the batch; null for an event that went alone. */
  readonly batch: SharedRequest | null;
}

type OfMember = Omit<RecordedEvent, 'responseBody'>;

/**
 * Makes the records of the attempts of a batch, one by one. Each record keeps the part of the answer about its event, or the beginning of
 * the answer: all records together take as much room as one.
 *
 * This folder holds the parts of a batch that send nothing: `batch-sizes.service.ts` knows how large requests may be, `fitting.ts` takes the
 * events that fit, this file records their attempts. Its flow is `batches.service.ts`, at the top of the room.
 */
export function recordsOf(ended: Ended): (delivery: LeasedDelivery, at: number, member: OfMember) => Attempt {
  const { result, judged, endpoint, startedAt, batch } = ended;
  const request = recordedRequest(result, endpoint, startedAt);
  const shared = sharedBody(ended, judged.members.length);
  return (delivery, at, member) => {
    const { said } = judged.members[at]!;
    const responseBody = said === null ? shared : keptText(withoutSecrets(said, endpoint));
    return { ...recordOf(request, delivery, { ...member, responseBody }), batch };
  };
}

/** The part of the answer that every record keeps; null where the answer has results of single events. */
function sharedBody({ result, judged, endpoint }: Ended, size: number): string | null {
  const kept = result.kind === 'answer' ? result.keptBody : null;
  const isApart = size > 1 && judged.members.some(({ said }) => said !== null);
  if (!kept || isApart || !judged.keepsBody) return null;
  return keptText(withoutSecrets(kept, endpoint), Math.max(KEPT_MIN, Math.floor(KEPT_LIMIT / size)));
}
