import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Delivery } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { plural } from '../parts/format.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { JobLink } from '../parts/job-link.tsx';
import { Panel } from '../parts/page.tsx';
import { StateMark } from '../parts/state.tsx';

const SHOWN = 20;

interface MembersProps {
  /** Id of the delivery of the digest. */
  readonly id: string;
  /** Deliveries that it tells of; null while it gathers. */
  readonly count: number | null;
}

/** The first deliveries that a digest gathers or tells of, with their state. */
export function DigestMembers({ id, count }: MembersProps): ReactElement {
  const filter = { grouped_in: id };
  const query = useQuery({
    queryKey: ['deliveries', 'digest', id],
    queryFn: () => api.deliveries(filter, undefined, SHOWN),
  });
  return (
    <Panel
      title="Deliveries in this digest"
      flush
      side={
        <Link to="/deliveries" search={filter} className="link">
          {count ? `Show ${plural(count, 'delivery', 'deliveries')}` : 'Show all deliveries'}
        </Link>
      }
    >
      <Loaded query={query} height={160}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No deliveries">
              No delivery was combined into this digest, or its deliveries were deleted or released.
            </Empty>
          ) : (
            <Members items={items} />
          )
        }
      </Loaded>
    </Panel>
  );
}

function Members({ items }: { readonly items: readonly Delivery[] }): ReactElement {
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="rows rows-cards rows-fixed">
        <thead>
          <tr>
            <th style={{ width: 108 }}>State</th>
            <th>Event</th>
            <th>Job</th>
            <th className="right" style={{ width: 96 }}>
              Accepted
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((delivery) => (
            <Member key={delivery.id} delivery={delivery} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Member({ delivery }: { readonly delivery: Delivery }): ReactElement {
  const { id, event, job_id: job, created_at: created } = delivery;
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <StateMark delivery={delivery} short />
      </td>
      <td>
        <Link to="/deliveries/$id" params={{ id }} className="quiet clip" title={event}>
          <Text span fw={500}>
            {event}
          </Text>
        </Link>
      </td>
      <td className="card-after">{job !== null && <JobLink event={event} job={job} />}</td>
      <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
        <Text size="sm" c="dimmed">
          <Ago at={created} />
        </Text>
      </td>
    </tr>
  );
}
