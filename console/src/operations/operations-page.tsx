import '@mantine/core/styles/Progress.css';
import { Button, VisuallyHidden } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { operationsQuery } from '../api/queries.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Pager, useTrail } from '../parts/pager.tsx';
import { OperationRow } from './operation-row.tsx';

/** Repairs over many deliveries: those under way, and those that were. */
export function OperationsPage(): ReactElement {
  const [trail, go] = useTrail();
  const query = useQuery(operationsQuery(trail.at(-1)));
  return (
    <Page title="Operations" lead="Repairs over many deliveries at once. They go on after a restart.">
      <Loaded query={query} height={300}>
        {({ operations, next_cursor: next }) => (
          <div className="panel">
            {operations.length === 0 ? (
              <None />
            ) : (
              <table className="rows rows-cards">
                <thead>
                  <tr>
                    <th>State</th>
                    <th>What</th>
                    <th>Progress</th>
                    <th className="right">Begun</th>
                    <th>
                      <VisuallyHidden>Stop</VisuallyHidden>
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {operations.map((operation) => (
                    <OperationRow key={operation.id} operation={operation} />
                  ))}
                </tbody>
              </table>
            )}
            <Pager next={next} trail={trail} go={go} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function None(): ReactElement {
  return (
    <Empty
      title="Nothing was repaired in bulk yet"
      icon={<IconListCheck size={30} stroke={1.5} />}
      action={
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/deliveries" search={{ state: 'failed' }} />}
        >
          Look at failed deliveries
        </Button>
      }
    >
      Filter the deliveries, then redeliver or cancel all that match: how far that is shows here.
    </Empty>
  );
}
