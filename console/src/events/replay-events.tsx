import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointsQuery } from '../api/queries.ts';
import type { ReplaySource } from '../api/types.ts';
import { OperationProgress } from '../deliveries/operation-progress.tsx';
import { Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';

interface ReplayProps {
  /** Events to replay: those of a query, or the chosen ones. */
  readonly events: { readonly q?: string; readonly id?: readonly string[] };
  readonly small?: boolean;
}

/** Sends stored events to an endpoint that has not received them, after counting. */
export function ReplayButton({ events, small = false }: ReplayProps): ReactElement {
  const [open, setOpen] = useState(false);
  const chosen = events.id?.length;
  return (
    <>
      <MayButton
        needs="operator"
        variant="default"
        {...(small && { size: 'xs' })}
        leftSection={<IconSend size={15} />}
        onClick={() => setOpen(true)}
      >
        {chosen === undefined ? 'Replay matching…' : 'Replay…'}
      </MayButton>
      <Modal
        opened={open}
        onClose={() => setOpen(false)}
        title={chosen === undefined ? 'Replay matching events' : `Replay ${plural(chosen, 'event')}`}
      >
        {open && <Replay events={events} close={() => setOpen(false)} />}
      </Modal>
    </>
  );
}

function Replay({ events, close }: ReplayProps & { readonly close: () => void }): ReactElement {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const [endpoint, choose] = useState<string | null>(null);
  const source: ReplaySource = events.id ? { id: [...events.id] } : { ...(events.q && { q: events.q }) };
  const counted = useQuery({
    queryKey: ['replay', endpoint, source],
    queryFn: () => api.countForReplay(endpoint ?? '', source),
    enabled: endpoint !== null,
    gcTime: 0,
  });
  const run = useMutation({ mutationFn: () => api.replay(endpoint ?? '', source) });
  if (run.data) return <OperationProgress id={run.data.id} close={close} />;
  const error = run.error ?? counted.error;
  const amount =
    counted.data && `${counted.data.complete ? '' : 'at least '}${plural(counted.data.count, 'event')}`;
  return (
    <Stack>
      <Text>
        Events that the endpoint subscribes to are delivered to it, oldest first. Events already delivered to
        it are skipped.
      </Text>
      {events.id === undefined && (
        <Text className="break mono">{events.q === undefined ? 'All stored events' : events.q}</Text>
      )}
      <Select
        label="Endpoint"
        placeholder="Choose an endpoint"
        data={endpoints.map(({ id, name }) => ({ value: id, label: name }))}
        value={endpoint}
        onChange={choose}
        searchable
        data-autofocus
      />
      {counted.data?.count === 0 && (
        <Text c="dimmed">
          The endpoint subscribes to none of these events; its event types or filter exclude them.
        </Text>
      )}
      {counted.data?.warnings?.map((warning) => (
        <Text key={warning} className="tone-warn">
          {warning}
        </Text>
      ))}
      {error && <Problem error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          disabled={!counted.data?.count}
          loading={run.isPending || counted.isFetching}
          onClick={() => run.mutate()}
        >
          {amount && counted.data?.count ? `Replay ${amount}` : 'Replay'}
        </Button>
      </Group>
    </Stack>
  );
}
