import { Box, Group, Text } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery, statsQuery, statusQuery } from '../api/queries.ts';
import type { Endpoint, EndpointStats } from '../api/types.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { Ago } from '../parts/ago.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { count, duration, plural, visible } from '../parts/format.ts';
import { rateText } from '../parts/health.ts';
import { Page } from '../parts/page.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { HealthMark } from '../parts/state.tsx';
import { MayButton } from '../parts/may-button.tsx';

export function EndpointsPage(): ReactElement {
  const query = useQuery(endpointsQuery);
  return (
    <Page
      title="Endpoints"
      lead="Where events are delivered."
      actions={
        <MayButton
          needs="admin"
          leftSection={<IconPlus size={16} />}
          renderRoot={(props) => <Link {...props} to="/endpoints/new" />}
        >
          Add an endpoint
        </MayButton>
      }
    >
      <Loaded query={query} height={300}>
        {(endpoints) => (endpoints.length === 0 ? <None /> : <Table endpoints={endpoints} />)}
      </Loaded>
    </Page>
  );
}

function None(): ReactElement {
  return (
    <div className="panel">
      <Empty
        title="No endpoints yet"
        icon={<IconPlugConnected size={30} stroke={1.5} />}
        action={
          <MayButton needs="admin" renderRoot={(props) => <Link {...props} to="/endpoints/new" />}>
            Add an endpoint
          </MayButton>
        }
      >
        An endpoint is a URL that receives events: the webhook URL of a chat channel, or a URL of your
        application.
      </Empty>
    </div>
  );
}

function Table({ endpoints }: { readonly endpoints: readonly Endpoint[] }): ReactElement {
  const { data: stats } = useQuery(statsQuery('24h'));
  const { data: status } = useQuery(statusQuery);
  const own = new Map(stats?.endpoints.map((one) => [one.endpoint_id, one]));
  const next = new Map(status?.endpoints.map((one) => [one.webhook_id, one.next_attempt_at]));
  return (
    <div className="panel" style={{ overflowX: 'auto' }}>
      <table className="rows rows-cards">
        <thead>
          <tr>
            <th>Endpoint</th>
            <th>State</th>
            <th className="right wide-only">Rate limit</th>
            <th className="right wide-only">Queued</th>
            <th className="right wide-only">Attempts, 24 h</th>
            <th className="right wide-only">Error rate</th>
            <th className="right wide-only">Failed</th>
            <th className="wide-only">Last 24 hours</th>
          </tr>
        </thead>
        <tbody>
          {endpoints.map((endpoint) => (
            <Row
              key={endpoint.id}
              endpoint={endpoint}
              stats={own.get(endpoint.id)}
              next={endpoint.next_probe_at ?? next.get(endpoint.webhook_id) ?? null}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly endpoint: Endpoint;
  readonly stats: EndpointStats | undefined;
  /** Text with the time of the next attempt or probe while the endpoint fails; null: there is none. */
  readonly next: string | null;
}

function Row({ endpoint, stats, next }: RowProps): ReactElement {
  const navigate = useNavigate();
  const id = endpoint.webhook_id;
  const where = `${endpoint.events.join(', ')} · ${endpoint.url}`;
  return (
    <tr onClick={() => void navigate({ to: '/endpoints/$id', params: { id } })} style={{ cursor: 'pointer' }}>
      <td style={{ maxWidth: 270 }}>
        <Group gap={11} wrap="nowrap">
          <AdapterMark type={endpoint.adapter} size={20} />
          <div style={{ minWidth: 0 }}>
            <Link to="/endpoints/$id" params={{ id }} className="quiet clip" title={visible(endpoint.name)}>
              <Text span fw={500}>
                <bdi>{endpoint.name}</bdi>
              </Text>
            </Link>
            <Text size="xs" c="dimmed" className="clip" title={where}>
              {where}
            </Text>
          </div>
        </Group>
      </td>
      <td>
        <HealthMark endpoint={endpoint} />
        <div className="wide-only" style={{ minWidth: 160 }}>
          <Reason endpoint={endpoint} next={next} />
        </div>
      </td>
      <td
        className={`right wide-only ${atLimit(endpoint) ? 'tone-warn' : ''}`}
        style={{ whiteSpace: 'nowrap' }}
      >
        {count(endpoint.rate_limit_used)}
        {endpoint.rate_limit && ` / ${count(endpoint.rate_limit.max)}`}
      </td>
      <td className="right wide-only">{queuedText(endpoint)}</td>
      <td className="right wide-only">{count(stats?.attempts ?? 0)}</td>
      <td className={stats?.failed_attempts ? 'right wide-only tone-bad' : 'right wide-only'}>
        {rateText(stats?.error_rate)}
      </td>
      <FailedCell stats={stats} />
      <td className="narrow-only card-line">
        <NarrowFacts endpoint={endpoint} stats={stats} next={next} />
      </td>
      <td className="wide-only" style={{ width: 130 }}>
        <Sparkline
          bars={stats?.series ?? []}
          label={`Attempts to ${visible(endpoint.name)} in the last 24 hours`}
        />
      </td>
    </tr>
  );
}

/** Failed deliveries, and how many of them were repaired since. */
function FailedCell({ stats }: Pick<RowProps, 'stats'>): ReactElement {
  const { failed = 0, repaired = 0 } = stats ?? {};
  return (
    <td className={failed > repaired ? 'right wide-only tone-bad' : 'right wide-only'}>
      {count(failed)}
      {repaired > 0 && (
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {count(repaired)} repaired
        </Text>
      )}
    </td>
  );
}

/** Shows the facts of the columns below the name, where the page is too narrow for columns. */
function NarrowFacts({ endpoint, stats, next }: RowProps): ReactElement {
  return (
    <Box pl={31}>
      <Reason endpoint={endpoint} next={next} />
      <Group justify="space-between" align="flex-end" gap="sm" wrap="nowrap">
        <Text size="xs" c="dimmed" className="num">
          {plural(stats?.attempts ?? 0, 'attempt')} in 24 h,{' '}
          <span style={{ whiteSpace: 'nowrap' }}>{rateText(stats?.error_rate)} errors</span>
          <br />
          {queuedText(endpoint)} queued, {count(stats?.failed ?? 0)} failed
          <br />
          <span className={atLimit(endpoint) ? 'tone-warn' : undefined}>{limitText(endpoint)}</span>
        </Text>
        <Sparkline bars={stats?.series ?? []} label={`Attempts to ${visible(endpoint.name)} in 24 hours`} />
      </Group>
    </Box>
  );
}

/** Tells in words which part of the endpoint's rate limit is used. */
function limitText({ rate_limit: limit, rate_limit_used: used }: Endpoint): string {
  return limit === null
    ? `${count(used)} sent recently`
    : `${count(used)} of ${count(limit.max)} sent in ${duration(limit.window_ms)}`;
}

function atLimit({ rate_limit: limit, rate_limit_used: used }: Endpoint): boolean {
  return limit !== null && used >= limit.max;
}

function queuedText({ activity }: Endpoint): string {
  return activity === null ? '–' : count(activity.queued);
}

/** Why the endpoint is not healthy, and when the next attempt or probe is. */
function Reason({ endpoint, next }: Pick<RowProps, 'endpoint' | 'next'>): ReactElement | null {
  const { state, health_reason: health, last_error: error, breaker } = endpoint;
  // The state beside it says already that the circuit is open.
  const reason = (breaker === 'open' ? (error?.message ?? health) : (health ?? error?.message)) ?? null;
  return reason === null ? null : (
    <Text size="xs" c="dimmed" className="break" maw={260}>
      {reason.replace(/\.$/, '')}
      {state === 'enabled' && next !== null && (
        <>
          , next {breaker === 'open' ? 'probe' : 'attempt'} <Ago at={next} />
        </>
      )}
    </Text>
  );
}
