import type { Batch } from '../../../model/batch.js';
import type { Digest, StormDigest } from '../../../model/digest.js';
import { nextScheduled } from '../../../model/digest-schedule.js';
import type { Endpoint } from '../../../model/endpoint.js';
import { gathers } from '../../../model/gathers.js';
import { recent, stormWait, type StormState } from '../../digest/storm.js';
import { ConversationTrial, type Told } from './conversation-trial.js';

/** Requests that events become at an endpoint. */
export interface Requests {
  /** Unix ms, rising. */
  readonly times: readonly number[];
  /** Requests that edit a message. */
  readonly edits: number;
  /** Requests that answer in a thread. */
  readonly replies: number;
}

/**
 * Combines events as the conversation, the digest or the batch of an endpoint does.
 *
 * @param events those that are sent, the oldest first
 */
export function requestsOf(
  endpoint: Pick<Endpoint, 'digest' | 'batch' | 'conversation' | 'announce'>,
  events: readonly Told[],
): Requests {
  const { digest, batch } = endpoint;
  if (batch) return { times: batchTimes(batch, events), edits: 0, replies: 0 };
  const gathering = gatheringOf(digest);
  const isGathered = ({ type, acceptedAt }: Told): boolean =>
    digest !== null && gathers(digest, type) && gathering.take(acceptedAt);
  const trial = new ConversationTrial(endpoint, isGathered);
  for (const event of events) trial.add(event);
  const { posts, edits, replies } = trial;
  const times = [...posts, ...edits, ...replies, ...gathering.times];
  return {
    times: times.toSorted((one, other) => one - other),
    edits: edits.length,
    replies: replies.length,
  };
}

/** The messages that a digest gathers. */
interface Gathering {
  /** Tells whether the digest gathers the message of an event that is accepted at that time; false: it is sent by itself. */
  readonly take: (at: number) => boolean;
  /** Times of the digests so far, Unix ms. */
  readonly times: readonly number[];
}

const NO_GATHERING: Gathering = { take: () => false, times: [] };

function gatheringOf(digest: Digest | null): Gathering {
  if (digest === null) return NO_GATHERING;
  return digest.kind === 'storm' ? storm(digest) : schedule(digest);
}

/** Gathers all messages until the next time of the schedule. */
function schedule(digest: Exclude<Digest, StormDigest>): Gathering {
  const times: number[] = [];
  const take = (at: number): boolean => {
    const due = nextScheduled(digest, at);
    if (times.at(-1) !== due) times.push(due);
    return true;
  };
  return { take, times };
}

/** Lets messages go before a storm, and gathers those within it. */
function storm(policy: StormDigest): Gathering {
  const times: number[] = [];
  let [sent, last]: [readonly number[], StormState['last']] = [[], null];
  let digest: { readonly at: number; members: number } | null = null;
  const take = (now: number): boolean => {
    if (digest && now >= digest.at) {
      last = digest;
      digest = null;
    }
    const waitMs = stormWait(policy, { sent, gathers: digest !== null, last }, now);
    if (waitMs === null) {
      sent = [...recent(sent, now - policy.withinMs), now];
      return false;
    }
    if (digest) digest.members += 1;
    else {
      digest = { at: now + waitMs, members: 1 };
      times.push(digest.at);
    }
    return true;
  };
  return { take, times };
}

/** A request for each batch: it is full, or its time is over. */
function batchTimes({ max, withinMs }: Batch, events: readonly Told[]): readonly number[] {
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
