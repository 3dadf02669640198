import '@mantine/core/styles/Progress.css';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { operationQuery } from '../api/queries.ts';
import { Loaded } from '../parts/feedback.tsx';
import { progressPercent } from '../operations/operation-words.ts';
import { isOpen } from '../operations/is-open.ts';
import { progressText, statesText } from '../operations/outcome-words.ts';
import { MayButton } from '../parts/may-button.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { useStop } from '../operations/use-stop.ts';
import type { Operation, OperationDetail } from '../api/types.ts';

const STATES: Readonly<Record<Operation['state'], string>> = {
  running: 'Running. You can close this dialog; the operation continues.',
  done: 'Done.',
  cancelled: 'Stopped. Deliveries processed until then stay as they are.',
  failed: 'Ended early. See the gateway’s log for the reason.',
};

/** Names the state of an operation. A done operation has queued its deliveries; they may still be pending. */
function stateText(operation: Operation): string {
  const goesOn = operation.state === 'done' && isOpen(operation);
  return goesOn ? 'The deliveries continue in the background.' : STATES[operation.state];
}

/** Shows the progress of an operation. */
export function OperationProgress({
  id,
  close,
}: {
  readonly id: string;
  readonly close: () => void;
}): ReactElement {
  const query = useQuery(operationQuery(id));
  const stop = useStop();
  return (
    <Loaded query={query} height={90}>
      {(operation) => (
        <Stack>
          <Progress value={progressPercent(operation)} aria-label="Progress" />
          <Text className="num" role="status">
            {progressText(operation)}. {stateText(operation)}
          </Text>
          <ByEndpoint operation={operation} />
          <Group justify="flex-end">
            <Link to="/operations" className="link" style={{ marginRight: 'auto' }}>
              All operations
            </Link>
            {operation.state === 'running' && (
              <MayButton
                needs="operator"
                variant="default"
                loading={stop.isPending}
                onClick={() => stop.mutate(id)}
              >
                Stop
              </MayButton>
            )}
            <Button onClick={close}>Close</Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}

/** Shows the current outcome of each endpoint's deliveries. */
function ByEndpoint({ operation }: { readonly operation: OperationDetail }): ReactElement | null {
  const { endpoints = [] } = operation;
  if (endpoints.length < 2) return null;
  return (
    <Stack gap={4} mah={220} style={{ overflowY: 'auto' }}>
      {endpoints.map((one) => (
        <Group key={one.endpoint_id} justify="space-between" gap="sm" wrap="nowrap">
          <Text size="sm" className="break">
            <EndpointName delivery={one} />
          </Text>
          <Text size="sm" c="dimmed" className="num">
            {statesText(one)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
