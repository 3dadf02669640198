import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { latestDeliveriesQuery } from '../api/queries.ts';
import type { Endpoint } from '../api/types.ts';
import { DeliveryTable } from '../deliveries/delivery-table.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

/** The latest deliveries to this endpoint. */
export function LatestPanel({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const filter = { endpoint: endpoint.webhook_id };
  const query = useQuery(latestDeliveriesQuery(endpoint.webhook_id));
  return (
    <Panel
      title="Latest deliveries"
      flush
      side={
        <Link to="/deliveries" search={filter} className="link">
          All deliveries
        </Link>
      }
    >
      <Loaded query={query} height={180}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No deliveries yet">
              Deliveries show here once a subscribed event arrives. Tests are not listed; their result shows
              above.
            </Empty>
          ) : (
            <DeliveryTable deliveries={items} ofOneEndpoint />
          )
        }
      </Loaded>
    </Panel>
  );
}
