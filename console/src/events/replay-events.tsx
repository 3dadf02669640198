import { Modal, Select, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { ReplaySource } from '../api/types.ts';
import { plural } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';
import { ReplayForm } from './replay-form.tsx';

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
  return (
    <ReplayForm endpoint={endpoint} source={source} close={close}>
      <Text>Events that the endpoint subscribes to are delivered to it, oldest first.</Text>
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
    </ReplayForm>
  );
}
