import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { openIncidentsQuery } from '../api/queries.ts';
import type { Endpoint } from '../api/types.ts';
import { IncidentRow } from '../incidents/incident-row.tsx';
import { Panel } from '../parts/page.tsx';

/** The open incidents of an endpoint; nothing where it has none. */
export function EndpointIncidents({ endpoint }: { readonly endpoint: Endpoint }): ReactElement | null {
  const { data = [] } = useQuery(openIncidentsQuery);
  const own = data.filter(({ endpoint_id: id }) => id === endpoint.id);
  if (own.length === 0) return null;
  return (
    <Panel title={own.length === 1 ? 'Open incident' : 'Open incidents'} flush>
      {own.map((incident) => (
        <IncidentRow key={incident.id} incident={incident} remedy={false} />
      ))}
    </Panel>
  );
}
