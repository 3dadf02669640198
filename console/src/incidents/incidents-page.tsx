import { SegmentedControl } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { incidentsQuery } from '../api/queries.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { IncidentRow } from './incident-row.tsx';

const route = getRouteApi('/app/incidents');

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
];

const NONE = { open: 'No open incidents', closed: 'No closed incidents', all: 'No incidents' } as const;

/** Lists incidents, the newest first: the open ones unless the address asks for others. */
export function IncidentsPage(): ReactElement {
  const { state = 'open' } = route.useSearch();
  const [trail, go] = useTrail();
  const query = useQuery(incidentsQuery(state === 'all' ? undefined : state, trail.at(-1)));
  return (
    <Page
      title="Incidents"
      lead="Failures grouped by endpoint and cause. Incidents open and close automatically."
      actions={<StatePicker state={state} />}
    >
      <Loaded query={query} height={300}>
        {({ incidents, next_cursor: next }) => (
          <div className="panel">
            {incidents.length === 0 ? (
              <Empty title={NONE[state]} icon={<IconCircleCheck size={30} stroke={1.5} />}>
                An incident opens when an endpoint is failing, or a delivery fails permanently.
              </Empty>
            ) : (
              incidents.map((incident) => <IncidentRow key={incident.id} incident={incident} />)
            )}
            <Pager next={next} trail={trail} go={go} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function StatePicker({ state }: { readonly state: string }): ReactElement {
  const navigate = useNavigate();
  const choose = (next: string): void => {
    const search = next === 'open' ? {} : { state: next as 'closed' | 'all' };
    void navigate({ to: '/incidents', search });
  };
  return <SegmentedControl size="xs" data={STATES} value={state} onChange={choose} aria-label="State" />;
}
