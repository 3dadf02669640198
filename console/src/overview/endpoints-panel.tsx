import { Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { Endpoint, EndpointStats, Stats } from '../api/types.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { count, plural, visible } from '../parts/format.ts';
import { rateText } from '../parts/health.ts';
import { Panel } from '../parts/page.tsx';
import { Sparkline } from '../parts/sparkline.tsx';
import { HealthMark } from '../parts/state.tsx';

const SHOWN = 8;

export function EndpointsPanel({ stats }: { readonly stats: Stats | undefined }): ReactElement {
  const query = useQuery(endpointsQuery);
  const figures = new Map(stats?.endpoints.map((one) => [one.endpoint_id, one]));
  return (
    <Panel
      title="Endpoints"
      flush
      side={
        <Link to="/endpoints" className="link">
          All endpoints
        </Link>
      }
    >
      <Loaded query={query} height={150}>
        {(endpoints) => (
          <table className="rows">
            <thead>
              <tr>
                <th>Endpoint</th>
                <th>State</th>
                <th className="right wide-only">Attempts</th>
                <th className="right wide-only">Queued</th>
                <th className="wide-only">Traffic</th>
              </tr>
            </thead>
            <tbody>
              {endpoints.slice(0, SHOWN).map((endpoint) => (
                <Row key={endpoint.id} endpoint={endpoint} figures={figures.get(endpoint.id)} />
              ))}
            </tbody>
          </table>
        )}
      </Loaded>
    </Panel>
  );
}

interface RowProps {
  readonly endpoint: Endpoint;
  readonly figures: EndpointStats | undefined;
}

function Row({ endpoint, figures }: RowProps): ReactElement {
  const { name, adapter, webhook_id: id } = endpoint;
  const attempts = plural(figures?.attempts ?? 0, 'attempt');
  const errors = `${rateText(figures?.error_rate)} errors`;
  return (
    <tr>
      {/* Takes what the figures leave, and is clipped there. */}
      <td style={{ width: '100%', minWidth: 116, maxWidth: 0 }}>
        <Group gap={9} wrap="nowrap">
          <AdapterMark type={adapter} />
          <Link to="/endpoints/$id" params={{ id }} className="quiet clip" title={visible(name)}>
            <Text span fw={500}>
              <bdi>{name}</bdi>
            </Text>
          </Link>
        </Group>
        <Text size="xs" c="dimmed" className="narrow-only num">
          {attempts}, {errors}, <span style={{ whiteSpace: 'nowrap' }}>{queued(endpoint)} queued</span>
        </Text>
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>
        <HealthMark endpoint={endpoint} />
      </td>
      <td className="right wide-only" style={{ whiteSpace: 'nowrap' }}>
        {count(figures?.attempts ?? 0)}
        <Text size="xs" {...(figures?.failed_attempts ? { className: 'tone-bad' } : { c: 'dimmed' })}>
          {errors}
        </Text>
      </td>
      <td className="right wide-only">{queued(endpoint)}</td>
      <td className="wide-only" style={{ width: 120 }}>
        <Sparkline bars={figures?.series ?? []} label={`Attempts to ${visible(name)} over time`} />
      </td>
    </tr>
  );
}

function queued({ activity }: Endpoint): string {
  return activity === null ? '–' : count(activity.queued);
}
