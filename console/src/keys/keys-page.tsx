import { Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { keysQuery } from '../api/queries.ts';
import type { Key } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { useRefusal } from '../parts/roles.ts';
import { When } from '../parts/when.tsx';
import { KeyModal } from './key-modal.tsx';
import { KeySecret, type ShownKey } from './key-secret.tsx';
import { limitsOf, stateOf } from './key-words.ts';
import { useKeyActions } from './use-key-actions.tsx';

/** Lists the keys of the API, and makes, rotates and revokes them. */
export function KeysPage(): ReactElement {
  const refusal = useRefusal('admin');
  const query = useQuery({ ...keysQuery, enabled: refusal === null });
  const [making, modal] = useDisclosure(false);
  const [shown, show] = useState<ShownKey | null>(null);
  return (
    <Page
      title="Keys"
      lead="Who may use the API and this console. Changes are live on all gateways within a second."
      actions={
        refusal === null && (
          <Button leftSection={<IconPlus size={16} />} onClick={modal.open}>
            New key…
          </Button>
        )
      }
    >
      {refusal === null ? (
        <Loaded query={query} height={300}>
          {(keys) => <Keys keys={keys} show={show} />}
        </Loaded>
      ) : (
        <div className="panel">
          <Empty title="Keys are for admins" icon={<IconKey size={30} stroke={1.5} />}>
            {refusal}
          </Empty>
        </div>
      )}
      <KeyModal opened={making} close={modal.close} made={show} />
      <KeySecret shown={shown} close={() => show(null)} />
    </Page>
  );
}

function Keys({
  keys,
  show,
}: {
  readonly keys: readonly Key[];
  readonly show: (shown: ShownKey) => void;
}): ReactElement {
  const [question, ask] = useState<Question | null>(null);
  return (
    <div className="panel">
      {keys.length === 0 ? (
        <Empty title="No keys yet" icon={<IconKey size={30} stroke={1.5} />}>
          Programs on this machine need no key. The first key must be an admin key; from then on everyone
          needs one.
        </Empty>
      ) : (
        <table className="rows rows-cards">
          <thead>
            <tr>
              <th>Name</th>
              <th>Role</th>
              <th>State</th>
              <th>Last used</th>
              <th>
                <VisuallyHidden>Actions</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <Row key={key.id} of={key} ask={ask} show={show} />
            ))}
          </tbody>
        </table>
      )}
      <Confirm question={question} close={() => ask(null)} />
    </div>
  );
}

interface RowProps {
  readonly of: Key;
  readonly ask: (question: Question) => void;
  readonly show: (shown: ShownKey) => void;
}

function Row({ of: key, ask, show }: RowProps): ReactElement {
  const [state, tone] = stateOf(key);
  const limits = limitsOf(key);
  return (
    <tr>
      <td className="break">
        <Text span fw={500}>
          <bdi>{key.name}</bdi>
        </Text>
        <Text size="sm" c="dimmed" className="mono">
          {key.hint}…
        </Text>
      </td>
      <td className="card-line break">
        {key.role}
        {limits !== '' && (
          <Text size="sm" c="dimmed">
            {limits}
          </Text>
        )}
      </td>
      <td className="card-line break">
        <span className={`tone-${tone}`}>{state}</span>
        {key.expires_at !== null && key.state === 'active' && (
          <Text size="sm" c="dimmed">
            until <When at={key.expires_at} />
          </Text>
        )}
      </td>
      <td className="card-line">
        <Text size="sm" c="dimmed" span>
          {key.last_used_at !== null && <Ago at={key.last_used_at} />}
          {key.last_used_at === null && (key.source === 'environment' ? 'not recorded' : 'never')}
        </Text>
      </td>
      <td className="right card-side">
        {key.source === 'api' && key.state !== 'revoked' && <RowActions of={key} ask={ask} show={show} />}
      </td>
    </tr>
  );
}

function RowActions({ of: key, ask, show }: RowProps): ReactElement {
  const { rotate, revoke } = useKeyActions(key, show);
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Rotate ${key.name}`}
        onClick={() => ask(rotate)}
      >
        Rotate…
      </Button>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`Revoke ${key.name}`}
        onClick={() => ask(revoke)}
      >
        Revoke…
      </Button>
    </Group>
  );
}
