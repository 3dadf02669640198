import { IconClipboardList } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointHistoryQuery, endpointQuery } from '../../api/queries.ts';
import type { Endpoint } from '../../api/types.ts';
import { AuditTable } from '../../audit/audit-table.tsx';
import { Empty, Loaded } from '../../parts/feedback.tsx';
import { Panel } from '../../parts/page.tsx';

const route = getRouteApi('/app/endpoints/$id/history');

/** Lists the changes of this endpoint, with their authors and times. */
export function HistoryTab(): ReactElement {
  const { id } = route.useParams();
  const query = useQuery(endpointQuery(id));
  return (
    <Loaded query={query} height={300}>
      {(endpoint) => <History endpoint={endpoint} />}
    </Loaded>
  );
}

function History({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const query = useQuery(endpointHistoryQuery(endpoint));
  return (
    <Panel
      title="Changes"
      flush
      side={
        <Link to="/audit" className="link">
          Audit log
        </Link>
      }
    >
      <Loaded query={query} height={300}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty title="No changes yet" icon={<IconClipboardList size={30} stroke={1.5} />}>
              Changes of this endpoint through the console or the API are listed here: who, from where, and
              when. Changes in the configuration file and the environment are not listed.
            </Empty>
          ) : (
            <AuditTable entries={entries} />
          )
        }
      </Loaded>
    </Panel>
  );
}
