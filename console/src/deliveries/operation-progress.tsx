import '@mantine/core/styles/Progress.css';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { operationQuery } from '../api/queries.ts';
import { Loaded } from '../parts/feedback.tsx';
import { count } from '../parts/format.ts';
import { shareOf } from '../operations/operation-words.ts';
import { useStop } from '../operations/use-stop.ts';
import type { Operation } from '../api/types.ts';

const STATES: Readonly<Record<Operation['state'], string>> = {
  running: 'Under way. You may close this; it goes on.',
  done: 'Done.',
  cancelled: 'Stopped. What was handled until then stays so.',
  failed: 'It ended early; the log of the gateway says why.',
};

/** How far an operation over many deliveries has come. */
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
      {({ state, processed, total, failed }) => (
        <Stack>
          <Progress value={shareOf({ processed, total, state })} aria-label="Progress" />
          <Text className="num" role="status">
            {count(processed)}
            {total !== null && ` of ${count(total)}`}
            {failed > 0 && `, ${count(failed)} left out`}. {STATES[state]}
          </Text>
          <Group justify="flex-end">
            <Link to="/operations" className="link" style={{ marginRight: 'auto' }}>
              All operations
            </Link>
            {state === 'running' && (
              <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate(id)}>
                Stop
              </Button>
            )}
            <Button onClick={close}>Close</Button>
          </Group>
        </Stack>
      )}
    </Loaded>
  );
}
