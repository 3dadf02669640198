import '@mantine/core/styles/Menu.css';
import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconDotsVertical,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconPlugConnectedX,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { tell, tellError } from '../parts/feedback.tsx';
import { useFocusBack } from '../parts/focus.ts';
import { plural, visible } from '../parts/format.ts';
import { ReplayModal } from './replay-modal.tsx';
import { SecretModal } from './secret-modal.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';

/** What is seldom done to an endpoint. */
export function EndpointMenu({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const change = useEndpointSwitch();
  const remove = useRemove(endpoint);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useRotate(endpoint, setSecret);
  const [replaying, replay] = useDisclosure(false);
  const [question, ask] = useState<Question | null>(null);
  const button = useFocusBack<HTMLButtonElement>(replaying || question !== null || secret !== null);
  const disabled = endpoint.state === 'disabled';
  return (
    <>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon ref={button} variant="default" size={36} aria-label="More">
            <IconDotsVertical size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={disabled ? <IconPlugConnected size={16} /> : <IconPlugConnectedX size={16} />}
            onClick={() => change.mutate({ endpoint, action: disabled ? 'enable' : 'disable' })}
          >
            {disabled ? 'Enable' : 'Disable'}
          </Menu.Item>
          <Menu.Item leftSection={<IconHistory size={16} />} onClick={replay.open}>
            Send earlier events…
          </Menu.Item>
          {!endpoint.read_only && (
            <>
              {endpoint.adapter === 'generic' && (
                <Menu.Item leftSection={<IconKey size={16} />} onClick={() => ask(rotate)}>
                  New signing secret
                </Menu.Item>
              )}
              <Menu.Divider />
              <Menu.Item c="var(--bad)" leftSection={<IconTrash size={16} />} onClick={() => ask(remove)}>
                Delete
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm question={question} close={() => ask(null)} />
      <ReplayModal endpoint={endpoint} opened={replaying} close={replay.close} />
      <SecretModal secret={secret} close={() => setSecret(null)} />
    </>
  );
}

/** Asks, saying what waits and what becomes of it, and deletes. */
function useRemove(endpoint: Endpoint): Question {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.deleteEndpoint(endpoint.id),
    onSuccess: async ({ cancelled }) => {
      tell(
        `${visible(endpoint.name)} is deleted`,
        `${plural(cancelled, 'waiting delivery', 'waiting deliveries')} cancelled.`,
      );
      await navigate({ to: '/endpoints' });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => tellError('It was not deleted', error),
  });
  return {
    title: `Delete ${visible(endpoint.name)}?`,
    text: <Consequences endpoint={endpoint} />,
    yes: 'Delete it',
    no: 'Keep it',
    dangerous: true,
    act: mutate,
  };
}

/** What deleting does to what waits, counted as the question is asked. */
function Consequences({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { data } = useQuery({
    queryKey: ['waiting', endpoint.id],
    queryFn: () => api.countForRepair('cancel', { endpoint: endpoint.webhook_id, state: 'pending' }),
    gcTime: 0,
    staleTime: 0,
  });
  const known = data && (data.complete ? '' : 'at least ') + plural(data.count, 'delivery', 'deliveries');
  const waiting =
    data?.count === 0
      ? 'Nothing waits for it.'
      : `What waits for it${known ? `, ${known},` : ''} is cancelled: it will not be sent.`;
  return <>It gets no more events. {waiting} Its history stays. To stop it for a while, pause it instead.</>;
}

function useRotate(endpoint: Endpoint, show: (secret: string) => void): Question {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.rotateSecret(endpoint.id),
    onSuccess: async ({ secret }) => {
      show(secret);
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => tellError('The secret stayed as it was', error),
  });
  return {
    title: 'Make a new signing secret?',
    text: 'For 24 hours requests carry signatures of both, so the receiver can change over without losing any. The new secret is shown once.',
    yes: 'Make it',
    no: 'Leave it',
    act: mutate,
  };
}
