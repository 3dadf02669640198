import type { Batch } from '../../../model/batch.js';
import type { StormDigest } from '../../../model/digest.js';
import { nextScheduled } from '../../../model/digest-schedule.js';
import type { Endpoint } from '../../../model/endpoint.js';
import type { GatewayEvent } from '../../../model/event.js';
import { gathers } from '../../../model/gathers.js';
import { recent, stormWait, type StormState } from '../../digest/storm.js';

type Sent = Pick<GatewayEvent, 'type' | 'acceptedAt'>;

/**
 * Returns the times of the requests that events become at an endpoint whose digest or batch combines them, Unix ms, rising.
 *
 * @param events those that are sent, the oldest first
 */
export function requestTimes(
  { digest, batch }: Pick<Endpoint, 'digest' | 'batch'>,
  events: readonly Sent[],
): readonly number[] {
  if (batch) return batchTimes(batch, events);
  if (!digest) return events.map(({ acceptedAt }) => acceptedAt);
  const single = events.filter(({ type }) => !gathers(digest, type)).map(({ acceptedAt }) => acceptedAt);
  const gathered = events.filter(({ type }) => gathers(digest, type)).map(({ acceptedAt }) => acceptedAt);
  const combined =
    digest.kind === 'storm'
      ? stormTimes(digest, gathered)
      : new Set(gathered.map((at) => nextScheduled(digest, at)));
  return [...single, ...combined].toSorted((one, other) => one - other);
}

/** A request for each batch: it is full, or its time is over. */
function batchTimes({ max, withinMs }: Batch, events: readonly Sent[]): readonly number[] {
  const times: number[] = [];
  let size = 0;
  for (const { acceptedAt } of events) {
    const opens = size === 0 || acceptedAt > times.at(-1)!;
    if (opens) times.push(acceptedAt + withinMs);
    size = opens ? 1 : size + 1;
    if (size < max) continue;
    times[times.length - 1] = acceptedAt;
    size = 0;
  }
  return times;
}

/** A request for each message before a storm, and for each digest of it. */
function stormTimes(policy: StormDigest, arrivals: readonly number[]): readonly number[] {
  const times: number[] = [];
  let [sent, last]: [readonly number[], StormState['last']] = [[], null];
  let digest: { readonly at: number; members: number } | null = null;
  for (const now of arrivals) {
    if (digest && now >= digest.at) {
      last = digest;
      digest = null;
    }
    const waitMs = stormWait(policy, { sent, gathers: digest !== null, last }, now);
    if (waitMs === null) {
      sent = [...recent(sent, now - policy.withinMs), now];
      times.push(now);
    } else if (digest) digest.members += 1;
    else {
      digest = { at: now + waitMs, members: 1 };
      times.push(digest.at);
    }
  }
  return times;
}
