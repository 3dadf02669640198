import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { latestIncidentsQuery } from '../api/queries.ts';
import { IncidentRow } from '../incidents/incident-row.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';

/** The latest incidents, those that are over too. */
export function IncidentsPanel(): ReactElement {
  const query = useQuery(latestIncidentsQuery);
  return (
    <Panel
      title="Latest incidents"
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
            <Empty title="No incidents" icon={<IconCircleCheck size={26} stroke={1.5} />}>
              Endpoints that fail, and deliveries that failed permanently, show here with the cause.
            </Empty>
          ) : (
            incidents.map((incident) => <IncidentRow key={incident.id} incident={incident} actions={false} />)
          )
        }
      </Loaded>
    </Panel>
  );
}
