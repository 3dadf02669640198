import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import {
  IconBellOff,
  IconHistory,
  IconKey,
  IconPlugConnected,
  IconPlugConnectedX,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Endpoint } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { useFocusBack } from '../parts/focus.ts';
import { MayItem } from '../parts/may-item.tsx';
import { MoreMenu } from '../parts/more-menu.tsx';
import { useEndpointDialogs, type EndpointDialogs } from './endpoint-dialogs.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';

/** The rarer actions on an endpoint. */
export function EndpointMenu({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const change = useEndpointSwitch();
  const acts = useEndpointDialogs();
  const button = useFocusBack<HTMLButtonElement>(acts.opened);
  const disabled = endpoint.state === 'disabled';
  return (
    <>
      <MoreMenu button={button}>
        <MayItem
          needs="operator"
          leftSection={disabled ? <IconPlugConnected size={16} /> : <IconPlugConnectedX size={16} />}
          onClick={() => (disabled ? change.mutate({ endpoint, action: 'enable' }) : acts.disable(endpoint))}
        >
          {disabled ? 'Enable' : 'Disable…'}
        </MayItem>
        <MayItem needs="operator" leftSection={<IconBellOff size={16} />} onClick={() => acts.mute(endpoint)}>
          Mute…
        </MayItem>
        <MayItem
          needs="operator"
          leftSection={<IconHistory size={16} />}
          onClick={() => acts.replay(endpoint)}
        >
          Replay events…
        </MayItem>
        <Changes endpoint={endpoint} acts={acts} />
      </MoreMenu>
      {acts.dialogs}
    </>
  );
}

interface ChangesProps {
  readonly endpoint: Endpoint;
  readonly acts: EndpointDialogs;
}

/** The actions that change what an endpoint is; one that the configuration defines is changed there. */
function Changes({ endpoint, acts }: ChangesProps): ReactElement | null {
  const signed = useAdapter(endpoint.adapter)?.signed === true;
  if (endpoint.read_only) return null;
  return (
    <>
      {signed && (
        <MayItem needs="admin" leftSection={<IconKey size={16} />} onClick={() => acts.rotate(endpoint)}>
          Rotate signing secret…
        </MayItem>
      )}
      <Menu.Divider />
      <MayItem
        needs="admin"
        c="var(--bad)"
        leftSection={<IconTrash size={16} />}
        onClick={() => acts.remove(endpoint)}
      >
        Delete…
      </MayItem>
    </>
  );
}
