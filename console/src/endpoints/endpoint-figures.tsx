import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { rangeStart, statsQuery } from '../api/queries.ts';
import type { Endpoint } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { count, duration } from '../parts/format.ts';
import { rateText } from '../parts/health.ts';
import { Sparkline } from '../parts/sparkline.tsx';
import { HealthMark } from '../parts/state.tsx';

export function EndpointFigures({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { data } = useQuery(statsQuery('24h'));
  const own = data?.endpoints.find(({ endpoint_id: id }) => id === endpoint.id);
  const { failed = 0, repaired = 0 } = own ?? {};
  const search = { endpoint: endpoint.webhook_id, from: rangeStart('24h') };
  return (
    <div className="figures">
      <div className="figure">
        <Label text="State" />
        <HealthMark endpoint={endpoint} />
      </div>
      <Link to="/deliveries" search={{ ...search, state: 'delivered' }} className="figure">
        <Label text="Delivered, 24 h" />
        <span className="figure-value num">{count(own?.delivered ?? 0)}</span>
      </Link>
      <Link to="/deliveries" search={{ ...search, state: 'failed' }} className="figure">
        <Label text="Failed, 24 h" />
        <span className={`figure-value num ${failed > repaired ? 'tone-bad' : ''}`}>{count(failed)}</span>
        {repaired > 0 && <Note text={`${count(repaired)} repaired`} />}
      </Link>
      <div className="figure">
        <Label text="Attempts, 24 h" />
        <Sparkline bars={own?.series ?? []} label="Attempts in the last 24 hours" />
        <Note
          text={
            <>
              {count(own?.attempts ?? 0)},{' '}
              <span className={own?.failed_attempts ? 'tone-bad' : undefined}>
                {rateText(own?.error_rate)} errors
              </span>
            </>
          }
        />
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
        <span className="figure-value num">{own ? latency(own.p95_ms) : '–'}</span>
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
