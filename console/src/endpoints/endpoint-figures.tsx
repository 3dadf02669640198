import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import type { BreakerState, Endpoint, Stats } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { Figure } from '../parts/figure.tsx';
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
      <Figure
        label="State"
        mark={<HealthMark endpoint={endpoint} />}
        note={endpoint.breaker !== 'open' && `circuit ${CIRCUIT[endpoint.breaker]}`}
      />
      <Figure label={`Delivered, ${span}`} value={count(delivered)}>
        {(face) => (
          <Link to="/deliveries" search={{ ...search, state: 'delivered' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label={`Failed, ${span}`}
        value={count(failed)}
        tone={failed > repaired ? 'tone-bad' : undefined}
        note={repaired > 0 && `${count(repaired)} repaired`}
      >
        {(face) => (
          <Link to="/deliveries" search={{ ...search, state: 'failed' }} className="figure">
            {face}
          </Link>
        )}
      </Figure>
      <Figure
        label={`Error rate, ${span}`}
        value={rateText(stats?.totals.error_rate)}
        tone={errors > 0 ? 'tone-bad' : undefined}
        note={`of ${plural(attempts, 'attempt')}`}
      />
      <QueueFigure endpoint={endpoint} />
      <Figure
        label={`Latency p95, ${span}`}
        value={latency(stats?.totals.p95_ms ?? null)}
        note={`p50 ${latency(stats?.totals.p50_ms ?? null)}`}
      />
      <RateFigure endpoint={endpoint} />
    </div>
  );
}

interface EndpointProps {
  readonly endpoint: Endpoint;
}

function QueueFigure({ endpoint: { activity, webhook_id: name } }: EndpointProps): ReactElement {
  const oldest = activity?.oldest_queued_at ?? null;
  return (
    <Figure
      label="Queued"
      value={activity && count(activity.queued)}
      note={
        oldest !== null && (
          <>
            oldest <Ago at={oldest} />
          </>
        )
      }
    >
      {(face) => (
        <Link to="/deliveries" search={{ endpoint: name, state: 'pending,sending' }} className="figure">
          {face}
        </Link>
      )}
    </Figure>
  );
}

function RateFigure({ endpoint }: EndpointProps): ReactElement | null {
  const { rate_limit: limit, rate_limit_used: used } = endpoint;
  if (limit === null) return null;
  return (
    <Figure
      label={`Sent in ${duration(limit.window_ms)}`}
      value={
        <>
          {count(used)}
          <Text span c="dimmed" size="sm">
            {' '}
            of {count(limit.max)}
          </Text>
        </>
      }
    />
  );
}

function latency(ms: number | null): string {
  return ms === null ? '–' : duration(ms);
}
