import { longestWaitMs } from '../../model/digest-schedule.js';
import { durationText } from '../../model/duration-text.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';

/** Warns of messages that would expire before their digest is sent; only where the request changes the digest or the TTL. */
export function digestWarnings(
  request: Pick<EndpointRequest, 'digest' | 'ttl_ms'>,
  { digest, retry: { ttlMs } }: Pick<Endpoint, 'digest' | 'retry'>,
): readonly string[] {
  if (!digest || ttlMs === null) return [];
  if (request.digest === undefined && request.ttl_ms === undefined) return [];
  const longest = digest.kind === 'storm' ? digest.everyMs : longestWaitMs(digest);
  if (longest < ttlMs) return [];
  return [
    `digest: a message may wait ${durationText(longest)} for its digest, but the TTL is ${durationText(ttlMs)}: messages that wait longer than that fail as expired.`,
  ];
}
