import type { Endpoint, Stats, Status } from '../api/types.ts';
import { duration, plural, visible } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

/** One thing that wants somebody, and what helps. */
export interface Concern {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  readonly help:
    | { readonly kind: 'enable' | 'resume'; readonly endpoint: Endpoint }
    | { readonly kind: 'open'; readonly endpoint: Endpoint }
    | { readonly kind: 'failed' }
    | { readonly kind: 'waiting' };
}

/** Due so long without being sent is worth a look, ms: less is only the way through the gateway. */
export const LATE_MS = 60_000;

/** What wants attention now, the worst first. `now` is Unix ms. */
export function concernsOf(
  endpoints: readonly Endpoint[],
  status: Status,
  totals: Stats['totals'],
  now: number,
): readonly Concern[] {
  const concerns = endpoints.flatMap(
    (endpoint) => concernOf({ ...endpoint, name: visible(endpoint.name) }, now) ?? [],
  );
  return [...concerns, ...failures(totals), ...pastDue(status)].sort((a, b) => rank(a) - rank(b));
}

function concernOf(endpoint: Endpoint, now: number): Concern | null {
  const { id, name, state } = endpoint;
  if (state === 'disabled') {
    const detail = `${endpoint.disabled_reason ?? 'Without a reason'}. New events pass it by.`;
    return { id, tone: 'bad', title: `${name} is disabled`, detail, help: { kind: 'enable', endpoint } };
  }
  if (state === 'paused') {
    const detail = 'Its deliveries are stored and wait until you resume it.';
    return { id, tone: 'calm', title: `${name} is paused`, detail, help: { kind: 'resume', endpoint } };
  }
  if (endpoint.breaker === 'open' || endpoint.failing_since !== null) return failing(endpoint, now);
  const limit = endpoint.rate_limit;
  if (limit === null || endpoint.rate_limit_used < limit.max) return null;
  const detail = `${plural(limit.max, 'send')} in ${duration(limit.window_ms)} are used up; the rest waits its turn.`;
  return {
    id,
    tone: 'warn',
    title: `${name} is at its rate limit`,
    detail,
    help: { kind: 'open', endpoint },
  };
}

function failing(endpoint: Endpoint, now: number): Concern {
  const { id, name, failing_since: since } = endpoint;
  const open = endpoint.breaker === 'open';
  const how = open ? 'Deliveries wait; one is tried from time to time.' : 'Deliveries are tried again.';
  const why = endpoint.last_error === null ? '' : `${endpoint.last_error.message}. `;
  const long = since === null ? '' : ` for ${duration(Math.max(0, now - Date.parse(since)))}`;
  return {
    id,
    tone: open ? 'bad' : 'warn',
    title: `${name} has failed${long}`,
    detail: `${why}${how}`,
    help: { kind: 'open', endpoint },
  };
}

function failures({ failed }: Stats['totals']): readonly Concern[] {
  if (failed === 0) return [];
  const title = `${plural(failed, 'delivery', 'deliveries')} failed for good in this time`;
  const detail = 'Find out why, put it right, and send them again.';
  return [{ id: 'failed', tone: 'bad', title, detail, help: { kind: 'failed' } }];
}

function pastDue({ deliveries: { past_due: late, past_due_ms: lateBy } }: Status): readonly Concern[] {
  if (lateBy === null || lateBy < LATE_MS) return [];
  const title = `${plural(late, 'delivery is', 'deliveries are')} past due`;
  const detail = `The first should have gone ${duration(lateBy)} ago. Its endpoint is paused, rests, or cannot keep up.`;
  return [{ id: 'waiting', tone: 'warn', title, detail, help: { kind: 'waiting' } }];
}

function rank({ tone }: Concern): number {
  return ['bad', 'warn', 'calm', 'good'].indexOf(tone);
}
