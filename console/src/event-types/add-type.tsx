import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { EVENT_TYPE } from '../api/event-type.ts';
import type { EventType } from '../api/types.ts';
import { isReserved } from '../parts/own-events.ts';

interface AddProps {
  readonly types: readonly EventType[];
  readonly opened: boolean;
  readonly close: () => void;
}

/** Asks for the name of a new event type, and opens its form. */
export function AddType({ types, opened, close }: AddProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title="Add an event type">
      {opened && <Name types={types} close={close} />}
    </Modal>
  );
}

function Name({ types, close }: Pick<AddProps, 'types' | 'close'>): ReactElement {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const fault = nameFault(name, types);
  const go = (submit: FormEvent): void => {
    submit.preventDefault();
    setTried(true);
    if (fault !== null) return;
    void navigate({ to: '/event-types/$type', params: { type: name }, search: { edit: 'true' } });
  };
  return (
    <form onSubmit={go}>
      <Stack>
        <TextInput
          label="Event type"
          description="Lower-case words of a–z, 0–9 and _ joined by dots, e.g. invoice.paid"
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value.trim())}
          error={tried ? fault : null}
          maxLength={128}
          autoComplete="off"
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit">Next: texts</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Says why a name cannot be a new type; null where it can. */
export function nameFault(name: string, types: readonly Pick<EventType, 'type'>[]): string | null {
  if (!EVENT_TYPE.test(name))
    return 'An event type is lower-case words of a–z, 0–9 and _ joined by dots, e.g. invoice.paid.';
  if (types.some(({ type }) => type === name)) return `${name} is listed already: edit it in the list.`;
  return isReserved(name) ? `${name} is reserved for events of the gateway itself.` : null;
}
