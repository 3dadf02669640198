import { Kbd, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type FormEvent, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { useKeys } from '../parts/use-keys.ts';
import { isUuid } from '../search.ts';

/** Finds a job, a delivery or an event by its id. */
export function Search({ onFound }: { readonly onFound: () => void }): ReactElement {
  const [wanted, setWanted] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const reach = (): void => input.current?.focus();
  // Many keyboards need Shift for that key.
  useKeys([
    ['/', reach],
    ['shift+/', reach],
  ]);
  const find = async (submit: FormEvent): Promise<void> => {
    submit.preventDefault();
    const id = wanted.trim();
    if (id === '') return;
    setWanted('');
    onFound();
    if (isUuid(id) && (await exists(api.delivery(id)))) {
      await navigate({ to: '/deliveries/$id', params: { id } });
      return;
    }
    const event = await api.event(id).catch(() => null);
    if (event?.unrouted) {
      await navigate({ to: '/events', search: { id } });
    } else if (event) {
      await navigate({ to: '/deliveries', search: { event_id: id } });
    } else {
      await navigate({ to: '/jobs/$jobId', params: { jobId: id } });
    }
  };
  return (
    <form onSubmit={(event) => void find(event)} role="search">
      <TextInput
        ref={input}
        size="sm"
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
        placeholder="Job, delivery, event ID"
        aria-label="Find a job, delivery or event by its ID"
        leftSection={<IconSearch size={15} />}
        rightSection={<Kbd size="xs">/</Kbd>}
      />
    </form>
  );
}

async function exists(asked: Promise<unknown>): Promise<boolean> {
  return asked.then(
    () => true,
    () => false,
  );
}
