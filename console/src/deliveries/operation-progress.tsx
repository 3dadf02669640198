import '@mantine/core/styles/Progress.css';
import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { operationQuery } from '../api/queries.ts';
import { Loaded, tellError } from '../parts/feedback.tsx';
import { count } from '../parts/format.ts';
import type { Operation } from '../api/types.ts';

const STATES: Readonly<Record<Operation['state'], string>> = {
  running: 'Under way. You may close this; it goes on.',
  done: 'Done.',
  cancelled: 'Stopped. What was handled until then stays so.',
  failed: 'It ended early; the log of the gateway says why.',
};

/** In percent; of an operation of unknown size it is known only when it has ended. */
function shareOf(processed: number, total: number | null, state: Operation['state']): number {
  if (state === 'done') return 100;
  return total === null || total === 0 ? 0 : (processed / total) * 100;
}

/** How far an operation over many deliveries has come. */
export function OperationProgress({
  id,
  close,
}: {
  readonly id: string;
  readonly close: () => void;
}): ReactElement {
  const query = useQuery(operationQuery(id));
  const stop = useMutation({
    mutationFn: () => api.cancelOperation(id),
    onSuccess: () => query.refetch(),
    onError: (error) => tellError('Cannot stop it', error),
  });
  return (
    <Loaded query={query} height={90}>
      {({ state, processed, total, failed }) => (
        <Stack>
          <Progress value={shareOf(processed, total, state)} aria-label="Progress" />
          <Text className="num" role="status">
            {count(processed)}
            {total !== null && ` of ${count(total)}`}
            {failed > 0 && `, ${count(failed)} left out`}. {STATES[state]}
          </Text>
          <Group justify="flex-end">
            {state === 'running' && (
              <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
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
