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

/** Lists operations over many deliveries, running and ended. */
export function OperationsPage(): ReactElement {
  const [trail, go] = useTrail();
  const query = useQuery(operationsQuery(trail.at(-1)));
  return (
    <Page
      title="Operations"
      lead="Bulk redeliveries, retries, cancellations and replays. They survive restarts."
    >
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
                    <th className="right">Started</th>
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
      title="No operations yet"
      icon={<IconListCheck size={30} stroke={1.5} />}
      action={
        <Button
          variant="default"
          renderRoot={(props) => <Link {...props} to="/deliveries" search={{ state: 'failed' }} />}
        >
          Show failed deliveries
        </Button>
      }
    >
      Filter the deliveries, then redeliver, retry or cancel the matching ones. Progress and outcome show
      here.
    </Empty>
  );
}
