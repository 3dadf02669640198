import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client.ts';
import { endpointsQuery } from '../api/queries.ts';
import type { Endpoint } from '../api/types.ts';
import type { AskedRepair } from '../deliveries/bulk-repair.tsx';
import { useEndpointDialogs, type EndpointDialogs } from '../endpoints/endpoint-dialogs.tsx';
import { useEndpointSwitch } from '../endpoints/use-endpoint-switch.ts';
import { useProbe } from '../endpoints/use-probe.ts';
import { notify, notifyError } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';
import { useSignOut } from '../shell/use-sign-out.ts';
import type { Deed, Verb } from './palette-item.ts';

/** Does what the items of the palette say. What sends or silences something is asked about first. */
export function useDeeds(onHelp: () => void) {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const [repairing, repair] = useState<AskedRepair | null>(null);
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const signOut = useSignOut();
  const { dialogs, ...asks } = useEndpointDialogs();
  const acts = useEndpointActs(asks, repair);
  const act = (deed: Deed): void => {
    if (deed.kind === 'go') void navigate(deed.place as never);
    else if (deed.kind === 'help') onHelp();
    else if (deed.kind === 'scheme') setColorScheme(dark ? 'light' : 'dark');
    else if (deed.kind === 'sign-out') signOut();
    else {
      const endpoint = endpoints.find(({ id }) => id === deed.endpointId);
      if (endpoint) acts[deed.verb](endpoint);
    }
  };
  const asking = asks.opened || repairing !== null;
  return { act, asking, dialogs, repairing, repaired: () => repair(null) };
}

type Acts = Readonly<Record<Verb, (endpoint: Endpoint) => void>>;

function useEndpointActs(
  { ask, disable, mute, replay, rotate, remove }: Omit<EndpointDialogs, 'dialogs'>,
  repair: (repair: AskedRepair) => void,
): Acts {
  const change = useEndpointSwitch();
  const probe = useProbe();
  const test = useTest();
  const turn = (action: 'pause' | 'resume' | 'enable') => (endpoint: Endpoint) =>
    change.mutate({ endpoint, action });
  return {
    pause: turn('pause'),
    resume: turn('resume'),
    enable: turn('enable'),
    probe: (endpoint) => probe.mutate({ endpoint }),
    retry: ({ webhook_id: endpoint }) =>
      repair({ action: 'redeliver', filter: { endpoint, state: 'failed' } }),
    replay,
    disable,
    mute,
    rotate,
    delete: remove,
    test: (endpoint) =>
      ask({
        title: `Send a test to ${visible(endpoint.name)}?`,
        text: 'One message, marked as a test, is sent to the endpoint.',
        confirmLabel: 'Send test',
        no: 'Cancel',
        act: () => test.mutate(endpoint),
      }),
  };
}

function useTest() {
  return useMutation({
    mutationFn: ({ id }: Endpoint) => api.testEndpoint(id),
    onSuccess: ({ test_result: result, explanation }, { name }) => {
      if (result.success) notify(`Test delivered to ${visible(name)}`);
      else
        notifyError(
          `Test failed at ${visible(name)}`,
          new Error(explanation?.summary ?? 'The endpoint did not accept the test.'),
        );
    },
    onError: (error, { name }) => notifyError(`${visible(name)}: cannot send a test`, error),
  });
}
