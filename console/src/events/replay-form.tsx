import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api/client.ts';
import type { ReplaySource } from '../api/types.ts';
import { OperationProgress } from '../deliveries/operation-progress.tsx';
import { Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';

interface FormProps {
  /** Id of the endpoint; null: none is chosen yet. */
  readonly endpoint: string | null;
  readonly source: ReplaySource;
  /** Label of the button that replays nothing. */
  readonly no?: string;
  readonly close: () => void;
  /** The events that are replayed, and the fields that choose them. */
  readonly children: ReactNode;
}

/** Counts the events that a replay would send, sends them once a person agrees, and shows the outcome. */
export function ReplayForm({ endpoint, source, no = 'Cancel', close, children }: FormProps): ReactElement {
  const counted = useQuery({
    queryKey: ['replay', endpoint, source],
    queryFn: () => api.countForReplay(endpoint ?? '', source),
    enabled: endpoint !== null,
    gcTime: 0,
  });
  const run = useMutation({ mutationFn: () => api.replay(endpoint ?? '', source) });
  if (run.data) return <OperationProgress id={run.data.id} close={close} />;
  const error = run.error ?? counted.error;
  const { count: found = 0, there_already: there = 0, complete = true, warnings = [] } = counted.data ?? {};
  const count = found - there;
  return (
    <Stack>
      {children}
      {counted.data && found === 0 && (
        <Text c="dimmed">The endpoint subscribes to none of these events, or its filter excludes them.</Text>
      )}
      {there > 0 && (
        <Text c="dimmed">
          {plural(there, 'event is', 'events are')} skipped: the endpoint has a delivery of{' '}
          {there === 1 ? 'it' : 'them'}, delivered, failed or queued. To send an event again, redeliver it.
        </Text>
      )}
      {warnings.map((warning) => (
        <Text key={warning} className="tone-warn">
          {warning}
        </Text>
      ))}
      {error && <Problem error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {no}
        </Button>
        <Button
          disabled={count === 0}
          loading={run.isPending || counted.isFetching}
          onClick={() => run.mutate()}
        >
          {count === 0 ? 'Replay' : `Replay ${complete ? '' : 'at least '}${plural(count, 'event')}`}
        </Button>
      </Group>
    </Stack>
  );
}
