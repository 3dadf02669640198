import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { OperationProgress } from '../deliveries/operation-progress.tsx';
import { Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';

interface ReplayProps {
  readonly endpoint: Endpoint;
  readonly opened: boolean;
  readonly close: () => void;
}

const HOUR_MS = 3_600_000;
const SPANS = [
  { value: '1', label: 'the last hour' },
  { value: '24', label: 'the last 24 hours' },
  { value: '168', label: 'the last 7 days' },
  { value: '720', label: 'the last 30 days' },
];

/** Brings an endpoint the events that were stored before it was there. */
export function ReplayModal({ endpoint, opened, close }: ReplayProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title="Send earlier events">
      {opened && <Replay endpoint={endpoint} close={close} />}
    </Modal>
  );
}

function Replay({ endpoint, close }: Omit<ReplayProps, 'opened'>): ReactElement {
  const [hours, setHours] = useState('24');
  // Counted and sent must mean the same events.
  const opening = useState(() => Date.now())[0];
  const from = useMemo(() => new Date(opening - Number(hours) * HOUR_MS).toISOString(), [opening, hours]);
  const counted = useQuery({
    queryKey: ['replay', endpoint.id, from],
    queryFn: () => api.countForReplay(endpoint.id, from),
    gcTime: 0,
  });
  const run = useMutation({ mutationFn: () => api.replay(endpoint.id, from) });
  if (run.data) return <OperationProgress id={run.data.id} close={close} />;
  const error = run.error ?? counted.error;
  const events = counted.data && plural(counted.data.count, 'event');
  return (
    <Stack>
      <Text>
        <bdi>{endpoint.name}</bdi> gets the stored events of the types it asks for, oldest first. What it has
        already is passed over.
      </Text>
      <Select
        label="Events of"
        data={SPANS}
        value={hours}
        onChange={(next) => next !== null && setHours(next)}
        allowDeselect={false}
      />
      {error && <Problem error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Close
        </Button>
        <Button
          disabled={!counted.data?.count}
          loading={run.isPending || counted.isLoading}
          onClick={() => run.mutate()}
        >
          {events ? `Send ${events}` : 'Send'}
        </Button>
      </Group>
    </Stack>
  );
}
