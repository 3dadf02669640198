import type { ComparedEvent, Comparison, EndpointDraft } from '../api/types.ts';
import { duration, plural } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

/** Fields whose change may be seen in what is sent, or in whether and when. */
const SEEN: ReadonlySet<string> = new Set([
  'announce',
  'conversation',
  'events',
  'filter',
  'options',
  'ordering',
  'quiet',
  'rate_limit',
  'message',
  'payload',
  'digest',
  'batch',
]);

/** Returns the part of a change that stored events can tell something about; null where there is none. */
export function seenPart(draft: EndpointDraft): EndpointDraft | null {
  const seen = Object.entries(draft).filter(([name, value]) => SEEN.has(name) && value !== undefined);
  return seen.length === 0 ? null : Object.fromEntries(seen);
}

type Outcome = ComparedEvent['before']['outcome'];

const OUTCOMES: Readonly<Record<Outcome, readonly [Tone, string]>> = {
  sent: ['good', 'Sent'],
  held: ['warn', 'Held'],
  dropped: ['calm', 'Dropped'],
  failed: ['bad', 'Failed'],
  skipped: ['calm', 'Skipped'],
};

export const outcomeWords = (outcome: Outcome): readonly [Tone, string] => OUTCOMES[outcome];

/** Says what the rate limits would do, where they do anything now or then; null: nothing. */
export function rateWords({ before, after }: Pick<Comparison, 'before' | 'after'>): string | null {
  const [now, then] = [before.rate_limit, after.rate_limit];
  if (now.delayed === 0 && then.delayed === 0) return null;
  const waits = ({ delayed, longest_wait_ms: most }: typeof now): string =>
    delayed === 0
      ? 'none waits'
      : `${plural(delayed, 'request waits', 'requests wait')}, up to ${duration(most)}`;
  return `Rate limit: ${waits(then)} (now: ${waits(now)}).`;
}

/** Says how many requests or messages (`what`) carry the events that are sent, where some share one now or then; null: none do. */
export function combinedWords(
  { before, after }: Pick<Comparison, 'before' | 'after'>,
  what: 'request' | 'message',
): string | null {
  const isPlain = ({ requests, sent, edits, replies }: typeof before): boolean =>
    requests === sent && edits + replies === 0;
  if (isPlain(before) && isPlain(after)) return null;
  return `Combined: ${combined(after, what)} (now: ${combined(before, what)}).`;
}

function combined(
  { sent, requests, edits, replies }: Comparison['before'],
  what: 'request' | 'message',
): string {
  const others = [
    ...(edits > 0 ? [plural(edits, 'edit')] : []),
    ...(replies > 0 ? [plural(replies, 'reply', 'replies')] : []),
  ];
  const posted = plural(requests - edits - replies, others.length > 0 ? `new ${what}` : what);
  return `${plural(sent, 'event')} in ${[posted, ...others].join(' and ')}`;
}

/** Says what an event's difference is: `Sent → Skipped`, or that its message differs. */
export function differenceWords({ before, after, rewritten }: ComparedEvent): string {
  if (rewritten) return 'Message differs';
  return `${OUTCOMES[before.outcome][1]} → ${OUTCOMES[after.outcome][1]}`;
}
