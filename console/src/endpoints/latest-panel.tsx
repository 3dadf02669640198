import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { DeliveryTable } from '../deliveries/delivery-table.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

const SHOWN = 8;

/** What went to this endpoint last. */
export function LatestPanel({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const filter = { endpoint: endpoint.webhook_id };
  const query = useQuery({
    queryKey: ['deliveries', 'latest', endpoint.id],
    queryFn: () => api.deliveries(filter, undefined, SHOWN),
  });
  return (
    <Panel
      title="Latest deliveries"
      flush
      side={
        <Link to="/deliveries" search={filter} className="link">
          All of them
        </Link>
      }
    >
      <Loaded query={query} height={180}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No deliveries yet">
              They come with the events it wants. A test leaves none: its outcome stands above.
            </Empty>
          ) : (
            <DeliveryTable deliveries={items} />
          )
        }
      </Loaded>
    </Panel>
  );
}
