import { durationText } from '../../model/duration-text.js';
import type { Endpoint } from '../../model/endpoint.js';
import { longestQuietMs } from '../../model/quiet.js';
import type { EndpointRequest } from '../definitions/endpoint.dto.js';

/** Warns of messages that would expire while they are held; only where the request changes the quiet hours or the TTL. */
export function quietWarnings(
  request: Pick<EndpointRequest, 'quiet' | 'ttl_ms'>,
  { quiet, retry: { ttlMs } }: Pick<Endpoint, 'quiet' | 'retry'>,
  now = Date.now(),
): readonly string[] {
  if (!quiet || quiet.then === 'drop' || ttlMs === null) return [];
  if (request.quiet === undefined && request.ttl_ms === undefined) return [];
  const longest = longestQuietMs(quiet, now);
  if (longest < ttlMs) return [];
  return [
    `quiet: a quiet time may last ${durationText(longest)}, but the TTL is ${durationText(ttlMs)}: messages that are held for longer than that fail as expired.`,
  ];
}
