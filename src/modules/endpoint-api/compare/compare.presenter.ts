import type {
  EventDifference,
  RequestCounts,
  Sides,
} from '../../delivery/probe/comparison/comparison.service.js';
import type { OutcomeCounts } from '../../delivery/probe/comparison/comparison-words.js';
import type { RateTrial } from '../../delivery/probe/comparison/rate-trial.js';
import type { PreviewedRequest } from '../../delivery/probe/preview.service.js';
import { isoTime } from '../../model/iso-time.js';
import { jobIdOfData } from '../../model/job-id.js';
import type {
  ComparedEventResponse,
  ComparedPreviewsResponse,
  ComparedSideResponse,
} from './compare.response.js';

export function sideView(
  counts: OutcomeCounts,
  { made, edits, replies }: RequestCounts,
  { delayed, longestWaitMs }: RateTrial,
): ComparedSideResponse {
  const rate = { delayed, longest_wait_ms: Math.round(longestWaitMs) };
  return { ...counts, requests: made, edits, replies, rate_limit: rate };
}

export function differenceView({ event, before, after, rewritten }: EventDifference): ComparedEventResponse {
  const { id, type, acceptedAt } = event;
  return {
    event_id: id,
    event: type,
    job_id: jobIdOfData(event),
    accepted_at: isoTime(acceptedAt),
    before,
    after,
    rewritten,
  };
}

export function previewsView({ before, after }: Sides<PreviewedRequest>): ComparedPreviewsResponse {
  return { before: { ...before, missing: [] }, after: { ...after, missing: [] } };
}
