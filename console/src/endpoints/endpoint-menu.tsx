import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBellOff,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconPlugConnectedX,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import { useFocusBack } from '../parts/focus.ts';
import { plural, visible } from '../parts/format.ts';
import { MayItem } from '../parts/may-item.tsx';
import { lazyPart } from '../parts/part.ts';
import { MoreMenu } from '../parts/more-menu.tsx';
import { disableQuestion } from './disable-question.tsx';
import { SecretModal } from './secret-modal.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';

/** The dialog for replays; it is loaded when it is opened, to keep the page small. */
const ReplayModal = lazyPart(async () => (await import('./replay-modal.tsx')).ReplayModal);

/** The dialog for mutes, loaded when it is opened. */
const MuteModal = lazyPart(async () => (await import('../mutes/mute-modal.tsx')).MuteModal);

/** The rarer actions on an endpoint. */
export function EndpointMenu({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const change = useEndpointSwitch();
  const remove = useRemove(endpoint);
  const [secret, setSecret] = useState<string | null>(null);
  const rotate = useRotate(endpoint, setSecret);
  const [replaying, replay] = useDisclosure(false);
  const [muting, mute] = useDisclosure(false);
  const [question, ask] = useState<Question | null>(null);
  const button = useFocusBack<HTMLButtonElement>(replaying || muting || question !== null || secret !== null);
  const disabled = endpoint.state === 'disabled';
  const disable = disableQuestion(endpoint, (action) => change.mutate({ endpoint, action }));
  return (
    <>
      <MoreMenu button={button}>
        <MayItem
          needs="operator"
          leftSection={disabled ? <IconPlugConnected size={16} /> : <IconPlugConnectedX size={16} />}
          onClick={() => (disabled ? change.mutate({ endpoint, action: 'enable' }) : ask(disable))}
        >
          {disabled ? 'Enable' : 'Disable…'}
        </MayItem>
        <MayItem needs="operator" leftSection={<IconBellOff size={16} />} onClick={mute.open}>
          Mute…
        </MayItem>
        <MayItem needs="operator" leftSection={<IconHistory size={16} />} onClick={replay.open}>
          Replay events…
        </MayItem>
        <Changes endpoint={endpoint} rotate={() => ask(rotate)} remove={() => ask(remove)} />
      </MoreMenu>
      <Confirm question={question} close={() => ask(null)} />
      <Suspense>{replaying && <ReplayModal endpoint={endpoint} opened close={replay.close} />}</Suspense>
      <Suspense>{muting && <MuteModal subject={{ endpoint }} opened close={mute.close} />}</Suspense>
      <SecretModal secret={secret} close={() => setSecret(null)} />
    </>
  );
}

interface ChangesProps {
  readonly endpoint: Endpoint;
  readonly rotate: () => void;
  readonly remove: () => void;
}

/** The actions that change what an endpoint is; one that the configuration defines is changed there. */
function Changes({ endpoint, rotate, remove }: ChangesProps): ReactElement | null {
  const signed = useAdapter(endpoint.adapter)?.signed === true;
  if (endpoint.read_only) return null;
  return (
    <>
      {signed && (
        <MayItem needs="admin" leftSection={<IconKey size={16} />} onClick={rotate}>
          Rotate signing secret…
        </MayItem>
      )}
      <Menu.Divider />
      <MayItem needs="admin" c="var(--bad)" leftSection={<IconTrash size={16} />} onClick={remove}>
        Delete…
      </MayItem>
    </>
  );
}

/** Says how many deliveries are queued and what becomes of them, and deletes. */
function useRemove(endpoint: Endpoint): Question {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.deleteEndpoint(endpoint.id),
    onSuccess: async ({ cancelled }) => {
      notify(
        `${visible(endpoint.name)} is deleted`,
        `${plural(cancelled, 'queued delivery', 'queued deliveries')} cancelled.`,
      );
      await navigate({ to: '/endpoints' });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => notifyError('The endpoint was not deleted', error),
  });
  return {
    title: `Delete ${visible(endpoint.name)}?`,
    text: <Consequences endpoint={endpoint} />,
    confirmLabel: 'Delete endpoint',
    no: 'Cancel',
    dangerous: true,
    act: mutate,
  };
}

/** Tells the effect of deleting on queued deliveries, counted as the question is asked. */
function Consequences({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { data } = useQuery({
    queryKey: ['waiting', endpoint.id],
    queryFn: () => api.countForRepair('cancel', { endpoint: endpoint.webhook_id, state: 'pending' }),
    gcTime: 0,
    staleTime: 0,
  });
  const many = data && plural(data.count, 'queued delivery is', 'queued deliveries are');
  const queued =
    data?.count === 0
      ? 'No deliveries are queued.'
      : data
        ? `${data.complete ? '' : 'At least '}${many} cancelled.`
        : 'Queued deliveries are cancelled.';
  return (
    <>
      The endpoint receives no more events. {queued} Its history is kept. To stop it for a while, pause it
      instead.
    </>
  );
}

function useRotate(endpoint: Endpoint, show: (secret: string) => void): Question {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => api.rotateSecret(endpoint.id),
    onSuccess: async ({ secret }) => {
      show(secret);
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => notifyError('The signing secret was not rotated', error),
  });
  return {
    title: 'Rotate the signing secret?',
    text: 'For 24 hours requests are signed with both the old and the new secret, so the receiver can switch without losing requests. The new secret is shown once.',
    confirmLabel: 'Rotate',
    no: 'Cancel',
    act: mutate,
  };
}
