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

const LOOK = { size: 'compact-sm', variant: 'default' } as const;

interface ActionsProps {
  readonly incident: Incident;
  /** False where the page offers the remedy of the endpoint already. */
  readonly remedy?: boolean;
}

/** The buttons of an open incident: its remedy first, then what is done about its messages. */
export function IncidentActions({ incident, remedy = true }: ActionsProps): ReactElement | null {
  const { retry, mute, remark } = useIncident(incident);
  const [asked, ask] = useState<'acknowledge' | 'note' | null>(null);
  if (incident.state === 'closed') return null;
  return (
    <Group gap={6} wrap="wrap">
      {remedy && <Remedy incident={incident} />}
      {incident.failed_now > 0 && (
        <MayButton needs="operator" {...LOOK} loading={retry.isPending} onClick={() => retry.mutate()}>
          Retry all
        </MayButton>
      )}
      <Menu position="bottom-end" width={190}>
        <Menu.Target>
          <Button {...LOOK} rightSection={<IconChevronDown size={13} />} loading={mute.isPending}>
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

/** Probes a failing endpoint, or enables a disabled one. */
function Remedy({ incident }: { readonly incident: Incident }): ReactElement | null {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const endpoint = endpoints.find(({ id }) => id === incident.endpoint_id);
  if (!endpoint) return null;
  if (incident.phase === 'failing' && endpoint.breaker === 'open') return <Probe endpoint={endpoint} />;
  return incident.phase === 'disabled' ? <Enable endpoint={endpoint} /> : null;
}

function Probe({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const probe = useProbe();
  return (
    <MayButton
      needs="operator"
      {...LOOK}
      loading={probe.isPending}
      onClick={() => probe.mutate({ endpoint })}
    >
      Probe now
    </MayButton>
  );
}

function Enable({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const change = useEndpointSwitch();
  return (
    <MayButton
      needs="operator"
      {...LOOK}
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action: 'enable' })}
    >
      Enable
    </MayButton>
  );
}
