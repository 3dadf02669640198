import '@mantine/core/styles/Menu.css';
import { Button, Group, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { Endpoint, Incident } from '../api/types.ts';
import { useEndpointSwitch } from '../endpoints/use-endpoint-switch.ts';
import { useProbe } from '../endpoints/use-probe.ts';
import { MayButton } from '../parts/may-button.tsx';
import { MayItem } from '../parts/may-item.tsx';
import { RemarkModal } from './remark-modal.tsx';
import { useIncident } from './use-incident.ts';

type Size = 'compact-sm' | 'sm';

interface ActionsProps {
  readonly incident: Incident;
  /** False where the page offers the remedy of the endpoint already. */
  readonly remedy?: boolean;
  /** `sm`: the size of a page's buttons. */
  readonly size?: Size;
}

/** The buttons of an open incident: its remedy first, then what is done about its messages. */
export function IncidentActions({
  incident,
  remedy = true,
  size = 'compact-sm',
}: ActionsProps): ReactElement | null {
  const { retry, mute, remark, draft } = useIncident(incident);
  const [asked, ask] = useState<'acknowledge' | 'note' | null>(null);
  const look = { size, variant: 'default' } as const;
  if (incident.state === 'closed') return null;
  return (
    <Group gap={size === 'sm' ? 10 : 6} wrap="wrap">
      {remedy && <Remedy incident={incident} look={look} />}
      {incident.failed_now > 0 && (
        <MayButton needs="operator" {...look} loading={retry.isPending} onClick={() => retry.mutate()}>
          Retry all
        </MayButton>
      )}
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <Button {...look} rightSection={<IconChevronDown size={13} />} loading={mute.isPending}>
            More
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {incident.acknowledged_at === null && (
            <MayItem needs="operator" onClick={() => ask('acknowledge')}>
              Acknowledge…
            </MayItem>
          )}
          <MayItem needs="operator" onClick={() => ask('note')}>
            Add a note…
          </MayItem>
          <MayItem needs="operator" disabled={incident.muted_until !== null} onClick={() => mute.mutate()}>
            Mute 1 h
          </MayItem>
        </Menu.Dropdown>
      </Menu>
      <RemarkModal
        draft={draft}
        kind={asked}
        close={() => ask(null)}
        save={(note) => {
          if (asked) remark.mutate({ kind: asked, note });
          ask(null);
        }}
      />
    </Group>
  );
}

interface Look {
  readonly size: Size;
  readonly variant: 'default';
}

/** Probes a failing endpoint, or enables a disabled one. */
function Remedy({
  incident,
  look,
}: {
  readonly incident: Incident;
  readonly look: Look;
}): ReactElement | null {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const endpoint = endpoints.find(({ id }) => id === incident.endpoint_id);
  if (!endpoint) return null;
  if (incident.phase === 'failing' && endpoint.breaker === 'open')
    return <Probe endpoint={endpoint} look={look} />;
  return incident.phase === 'disabled' ? <Enable endpoint={endpoint} look={look} /> : null;
}

interface RemedyProps {
  readonly endpoint: Endpoint;
  readonly look: Look;
}

function Probe({ endpoint, look }: RemedyProps): ReactElement {
  const probe = useProbe();
  return (
    <MayButton
      needs="operator"
      {...look}
      loading={probe.isPending}
      onClick={() => probe.mutate({ endpoint })}
    >
      Probe now
    </MayButton>
  );
}

function Enable({ endpoint, look }: RemedyProps): ReactElement {
  const change = useEndpointSwitch();
  return (
    <MayButton
      needs="operator"
      {...look}
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action: 'enable' })}
    >
      Enable
    </MayButton>
  );
}
