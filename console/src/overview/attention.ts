import type { Endpoint, EndpointStats, Incident, Stats, Status } from '../api/types.ts';
import { duration, plural, visible } from '../parts/format.ts';
import type { Tone } from '../parts/tone.ts';

/** A problem that needs attention, with its remedy. */
export interface Concern {
  readonly id: string;
  readonly tone: Tone;
  readonly title: string;
  readonly detail: string;
  readonly help:
    | { readonly kind: 'enable' | 'resume'; readonly endpoint: Endpoint }
    | { readonly kind: 'probe' | 'open'; readonly endpoint: Endpoint }
    /** Link to the failed deliveries of an endpoint, by its public name. */
    | { readonly kind: 'failed'; readonly endpoint: string }
    | { readonly kind: 'overdue' };
}

/** Delay from which deliveries count as overdue, ms; shorter ones are processing time. */
export const LATE_MS = 60_000;

/** The parts of an open incident that concerns use. */
type Known = Pick<Incident, 'endpoint_id' | 'phase'>;

/**
 * Lists what needs attention beside open incidents, the worst first: what an incident tells of its endpoint is left out. `now` is Unix ms.
 */
export function concernsOf(
  endpoints: readonly Endpoint[],
  status: Status,
  stats: Pick<Stats, 'totals' | 'endpoints'>,
  now: number,
  incidents: readonly Known[] = [],
): readonly Concern[] {
  const named = endpoints.map((endpoint) => ({ ...endpoint, name: visible(endpoint.name) }));
  const concerns = named.flatMap((endpoint) => {
    const concern = concernOf(endpoint, now);
    return concern === null || isTold(endpoint, incidents) ? [] : [concern];
  });
  return [...concerns, ...failures(named, stats, incidents), ...overdue(status)].sort(
    (a, b) => rank(a) - rank(b),
  );
}

/** Tells whether an incident says what is wrong with its endpoint: not that an operator has paused or disabled it. */
function isTold({ id, state }: Endpoint, incidents: readonly Known[]): boolean {
  if (state === 'paused') return false;
  return incidents.some(
    ({ endpoint_id: of, phase }) => of === id && (state === 'enabled' || phase === 'disabled'),
  );
}

function concernOf(endpoint: Endpoint, now: number): Concern | null {
  const { id, name, state } = endpoint;
  if (state === 'disabled') {
    const detail = `${ended(endpoint.health_reason ?? endpoint.disabled_reason ?? 'No reason given')} New events are skipped.`;
    return { id, tone: 'bad', title: `${name} is disabled`, detail, help: { kind: 'enable', endpoint } };
  }
  if (state === 'paused') {
    const detail = 'Deliveries are queued until you resume the endpoint.';
    return { id, tone: 'calm', title: `${name} is paused`, detail, help: { kind: 'resume', endpoint } };
  }
  if (endpoint.breaker === 'open' || endpoint.failing_since !== null) return failing(endpoint, now);
  if (endpoint.health === 'degraded') {
    const detail = endpoint.health_reason ?? 'Some attempts are failing.';
    return { id, tone: 'warn', title: `${name} is degraded`, detail, help: { kind: 'open', endpoint } };
  }
  const limit = endpoint.rate_limit;
  if (limit === null || endpoint.rate_limit_used < limit.max) return null;
  const detail = `${plural(limit.max, 'request')} per ${duration(limit.window_ms)} are used up; other deliveries are queued.`;
  const title = `${name} is at its rate limit`;
  return { id, tone: 'warn', title, detail, help: { kind: 'open', endpoint } };
}

function failing(endpoint: Endpoint, now: number): Concern {
  const { id, name, failing_since: since, next_probe_at: probe } = endpoint;
  const open = endpoint.breaker === 'open';
  const next = probe === null ? Number.NaN : Date.parse(probe) - now;
  const soon = next > 0 ? ` Next probe in ${duration(next)}.` : '';
  const how = open ? `Circuit open: deliveries are on hold.${soon}` : 'Deliveries are being retried.';
  const why = endpoint.last_error === null ? '' : `${ended(endpoint.last_error.message)} `;
  const long = since === null ? '' : ` for ${duration(Math.max(0, now - Date.parse(since)))}`;
  return {
    id,
    tone: open ? 'bad' : 'warn',
    title: `${name} has been failing${long}`,
    detail: `${why}${how}`,
    help: { kind: open ? 'probe' : 'open', endpoint },
  };
}

/**
 * Finds deliveries that failed in the time range and are still failed, by endpoint. Repaired and pending ones are left
 * out, those of removed endpoints, which nobody can redeliver, and endpoints with an open incident: it counts its deliveries a moment
 * later than the figures do.
 */
function failures(
  endpoints: readonly Endpoint[],
  stats: Pick<Stats, 'totals' | 'endpoints'>,
  incidents: readonly Known[],
): readonly Concern[] {
  return endpoints.flatMap((endpoint) => {
    if (incidents.some(({ endpoint_id: id }) => id === endpoint.id)) return [];
    const count = failedNow(endpoint, stats.endpoints);
    if (count === 0) return [];
    return {
      id: `failed-${endpoint.id}`,
      tone: 'bad',
      title: `${plural(count, 'delivery', 'deliveries')} to ${endpoint.name} failed permanently`,
      detail: 'Find the cause, fix it, then redeliver.',
      help: { kind: 'failed', endpoint: endpoint.webhook_id },
    };
  });
}

/** Counts deliveries of an endpoint that failed in the time range and are still failed. */
export function failedNow(
  { id, activity }: Pick<Endpoint, 'id' | 'activity'>,
  stats: readonly EndpointStats[],
): number {
  const figures = stats.find(({ endpoint_id: of }) => of === id);
  const inRange = figures === undefined ? 0 : unrepaired(figures);
  return activity === null ? inRange : Math.min(activity.failed, inRange);
}

const unrepaired = ({ failed: all, repaired }: Pick<EndpointStats, 'failed' | 'repaired'>): number =>
  Math.max(0, all - repaired);

function overdue({ deliveries: { past_due: late, past_due_ms: lateBy } }: Status): readonly Concern[] {
  if (lateBy === null || lateBy < LATE_MS) return [];
  const title = `${plural(late, 'delivery is', 'deliveries are')} overdue`;
  const detail = `The oldest is ${duration(lateBy)} late, and nothing holds it: the gateway or the endpoint cannot keep up.`;
  return [{ id: 'overdue', tone: 'warn', title, detail, help: { kind: 'overdue' } }];
}

/** Ends a text with exactly one full stop. */
function ended(text: string): string {
  return `${text.replace(/[.\s]+$/, '')}.`;
}

function rank({ tone }: Concern): number {
  return ['bad', 'warn', 'calm', 'good'].indexOf(tone);
}
