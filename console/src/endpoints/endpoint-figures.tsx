import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import type { BreakerState, Endpoint, Stats } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { count, duration, plural } from '../parts/format.ts';
import { rateText } from '../parts/health.ts';
import { HealthMark } from '../parts/state.tsx';

interface FiguresProps {
  readonly endpoint: Endpoint;
  /** Undefined until they are loaded. */
  readonly stats: Stats | undefined;
  readonly range: Range;
}

const CIRCUIT: Readonly<Record<BreakerState, string>> = {
  closed: 'closed',
  open: 'open',
  half_open: 'half open',
};
const SPANS: Readonly<Record<Range, string>> = { '1h': '1 h', '24h': '24 h', '7d': '7 d' };

/** The figures of an endpoint: its state now, and what it did in the time range. */
export function EndpointFigures({ endpoint, stats, range }: FiguresProps): ReactElement {
  const {
    delivered = 0,
    failed = 0,
    repaired = 0,
    attempts = 0,
    failed_attempts: errors = 0,
  } = stats?.totals ?? {};
  const search = { endpoint: endpoint.webhook_id, from: rangeStart(range) };
  const span = SPANS[range];
  return (
    <div className="figures">
      <div className="figure">
        <Label text="State" />
        <HealthMark endpoint={endpoint} />
        <Note text={`circuit ${CIRCUIT[endpoint.breaker]}`} />
      </div>
      <Link to="/deliveries" search={{ ...search, state: 'delivered' }} className="figure">
        <Label text={`Delivered, ${span}`} />
        <span className="figure-value num">{count(delivered)}</span>
      </Link>
      <Link to="/deliveries" search={{ ...search, state: 'failed' }} className="figure">
        <Label text={`Failed, ${span}`} />
        <span className={`figure-value num ${failed > repaired ? 'tone-bad' : ''}`}>{count(failed)}</span>
        {repaired > 0 && <Note text={`${count(repaired)} repaired`} />}
      </Link>
      <div className="figure">
        <Label text={`Error rate, ${span}`} />
        <span className={`figure-value num ${errors > 0 ? 'tone-bad' : ''}`}>
          {rateText(stats?.totals.error_rate)}
        </span>
        <Note text={`of ${plural(attempts, 'attempt')}`} />
      </div>
      <Link
        to="/deliveries"
        search={{ endpoint: endpoint.webhook_id, state: 'pending,sending' }}
        className="figure"
      >
        <Label text="Queued" />
        <span className="figure-value num">
          {endpoint.activity === null ? '–' : count(endpoint.activity.queued)}
        </span>
        {endpoint.activity?.oldest_queued_at && <Oldest at={endpoint.activity.oldest_queued_at} />}
      </Link>
      <div className="figure">
        <Label text="Latency p95" />
        <span className="figure-value num">{latency(stats?.totals.p95_ms ?? null)}</span>
        <Note text={`p50 ${latency(stats?.totals.p50_ms ?? null)}`} />
      </div>
      <RateFigure endpoint={endpoint} />
    </div>
  );
}

function RateFigure({ endpoint }: { readonly endpoint: Endpoint }): ReactElement | null {
  const { rate_limit: limit, rate_limit_used: used } = endpoint;
  if (limit === null) return null;
  return (
    <div className="figure">
      <Label text={`Sent in ${duration(limit.window_ms)}`} />
      <span className="figure-value num">
        {count(used)}
        <Text span c="dimmed" size="sm">
          {' '}
          of {count(limit.max)}
        </Text>
      </span>
    </div>
  );
}

function latency(ms: number | null): string {
  return ms === null ? '–' : duration(ms);
}

function Label({ text }: { readonly text: string }): ReactElement {
  return (
    <Text size="xs" c="dimmed" component="span" display="block" mb={2}>
      {text}
    </Text>
  );
}

function Note({ text }: { readonly text: ReactNode }): ReactElement {
  return (
    <Text size="xs" c="dimmed" component="span" display="block" className="num">
      {text}
    </Text>
  );
}

function Oldest({ at }: { readonly at: string }): ReactElement {
  return (
    <Note
      text={
        <>
          oldest <Ago at={at} />
        </>
      }
    />
  );
}
