import '@mantine/core/styles/NumberInput.css';
import { Button, Group, Modal, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { sessionQuery } from '../api/queries.ts';
import { SIGNING_IN } from '../api/session.ts';
import type { NewKey, Role } from '../api/types.ts';
import { Problem } from '../parts/feedback.tsx';
import { placeError } from '../parts/refusals.ts';
import type { ShownKey } from './key-secret.tsx';

const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'emit', label: 'Emit: sends events' },
  { value: 'viewer', label: 'Viewer: reads only' },
  { value: 'operator', label: 'Operator: steers deliveries and endpoints' },
  { value: 'admin', label: 'Admin: everything' },
];
const DAY_MS = 86_400_000;
const EXPIRIES = [
  { value: '', label: 'Never' },
  { value: '1', label: 'In a day' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];

interface KeyModalProps {
  readonly opened: boolean;
  readonly close: () => void;
  readonly made: (shown: ShownKey) => void;
}

/** Asks for name, role and limits of a new key, and makes it. */
export function KeyModal({ opened, close, made }: KeyModalProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title="New key">
      {opened && <KeyForm close={close} made={made} />}
    </Modal>
  );
}

function KeyForm({ close, made }: Omit<KeyModalProps, 'opened'>): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  // From the first key on everyone needs one, this console too.
  const isFirst = session?.required === false;
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(isFirst ? 'admin' : 'emit');
  const [types, setTypes] = useState('');
  const [rate, setRate] = useState<number | string>('');
  const [days, setDays] = useState('');
  const { mutate, error, isPending } = useMakeKey(isFirst, (key) => {
    close();
    made(key);
  });
  const shown = ['name', 'role', 'rate', 'expires_at', ...(role === 'emit' ? ['types'] : [])];
  const { of: fault, rest } = placeError(error, shown);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate(requestOf({ name, role, types, rate, days }));
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label="Name"
          description="Shown in the audit log. Make one key for each person or program."
          placeholder="e.g. ana, render-farm"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={fault('name')}
          data-autofocus
        />
        <Select
          label="Role"
          data={ROLES}
          value={role}
          onChange={(value) => value !== null && setRole(value as Role)}
          allowDeselect={false}
          error={fault('role')}
        />
        <Limits
          fields={{ name, role, types, rate, days }}
          set={{ setTypes, setRate, setDays }}
          fault={fault}
        />
        {rest && <Problem error={rest} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
            Make key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** Makes a key, and signs in with the first one, so that the page that shows it stays. */
function useMakeKey(isFirst: boolean, made: (shown: ShownKey) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationKey: isFirst ? SIGNING_IN : [],
    mutationFn: async (request: NewKey) => {
      const answer = await api.makeKey(request);
      if (isFirst) await signIn(queries, answer.secret);
      return answer;
    },
    onSuccess: async ({ key, secret }) => {
      made({ name: key.name, secret });
      await queries.invalidateQueries(isFirst ? {} : { queryKey: ['keys'] });
    },
  });
}

/** Signs in with a key. Where that fails, the key is shown all the same. */
async function signIn(queries: QueryClient, key: string): Promise<void> {
  try {
    await api.login(key);
    await queries.fetchQuery({ ...sessionQuery, staleTime: 0 });
  } catch {
    // The next call that is refused leads to the sign-in page.
  }
}

interface LimitsProps {
  readonly fields: Fields;
  readonly set: {
    readonly setTypes: (types: string) => void;
    readonly setRate: (rate: number | string) => void;
    readonly setDays: (days: string) => void;
  };
  readonly fault: (field: string) => string | undefined;
}

function Limits({ fields, set, fault }: LimitsProps): ReactElement {
  const { role, types, rate, days } = fields;
  const { setTypes, setRate, setDays } = set;
  return (
    <>
      {role === 'emit' && (
        <TextInput
          label="Event types"
          description="Types or patterns (job.*), separated by commas. Leave blank for all types."
          value={types}
          onChange={(event) => setTypes(event.currentTarget.value)}
          error={fault('types')}
        />
      )}
      <NumberInput
        label="Rate limit (requests a minute)"
        description="At each gateway. Leave blank for no limit."
        min={1}
        max={1_000_000}
        allowDecimal={false}
        value={rate}
        onChange={setRate}
        error={fault('rate')}
      />
      <Select
        label="Expires"
        data={EXPIRIES}
        value={days}
        onChange={(value) => setDays(value ?? '')}
        allowDeselect={false}
        error={fault('expires_at')}
      />
    </>
  );
}

interface Fields {
  readonly name: string;
  readonly role: Role;
  readonly types: string;
  readonly rate: number | string;
  readonly days: string;
}

function requestOf({ name, role, types, rate, days }: Fields): NewKey {
  const listed = types
    .split(/[\s,]+/)
    .map((type) => type.trim())
    .filter((type) => type !== '');
  return {
    name: name.trim(),
    role,
    ...(role === 'emit' && listed.length > 0 && { types: listed }),
    ...(typeof rate === 'number' && { rate }),
    ...(days !== '' && { expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
  };
}
