import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { closedIncidentsQuery } from '../api/queries.ts';
import { IncidentRow } from '../incidents/incident-row.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

/** The incidents that were closed last: the open ones stand in the panel of what needs attention. */
export function IncidentsPanel(): ReactElement {
  const query = useQuery(closedIncidentsQuery);
  return (
    <Panel
      title="Recently closed incidents"
      flush
      side={
        <Link to="/incidents" search={{ state: 'all' }} className="link">
          All incidents
        </Link>
      }
    >
      <Loaded query={query} height={150}>
        {(incidents) =>
          incidents.length === 0 ? (
            <Empty title="No closed incidents" icon={<IconCircleCheck size={26} stroke={1.5} />}>
              Incidents close automatically once the endpoint works and no delivery is left failed.
            </Empty>
          ) : (
            incidents.map((incident) => <IncidentRow key={incident.id} incident={incident} actions={false} />)
          )
        }
      </Loaded>
    </Panel>
  );
}
