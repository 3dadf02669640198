import { durationText } from '../../model/duration-text.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';

/** Warns of events that would expire while they wait for others; only where the request changes the batch or the TTL. */
export function batchWarnings(
  request: Pick<EndpointRequest, 'batch' | 'ttl_ms'>,
  { batch, retry: { ttlMs } }: Pick<Endpoint, 'batch' | 'retry'>,
): readonly string[] {
  if (!batch || ttlMs === null || batch.withinMs < ttlMs) return [];
  if (request.batch === undefined && request.ttl_ms === undefined) return [];
  return [
    `batch: an event may wait ${durationText(batch.withinMs)} for others, but the TTL is ${durationText(ttlMs)}: events that wait longer than that fail as expired.`,
  ];
}
