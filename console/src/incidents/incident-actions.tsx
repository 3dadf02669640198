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

/** The buttons of an incident: its remedy first, then what is done about its messages; a closed one takes notes. */
export function IncidentActions({
  incident,
  remedy = true,
  size = 'compact-sm',
}: ActionsProps): ReactElement {
  const { remark, draft } = useIncident(incident);
  const [asked, ask] = useState<Remark | null>(null);
  const look = { size, variant: 'default' } as const;
  return (
    <>
      {incident.state === 'closed' ? (
        <MayButton needs="operator" {...look} onClick={() => ask('note')}>
          Add a note…
        </MayButton>
      ) : (
        <Group gap={size === 'sm' ? 10 : 6} wrap="wrap">
          {remedy && <Remedy incident={incident} look={look} />}
          <OpenActions incident={incident} look={look} ask={ask} />
        </Group>
      )}
      {/* The dialog stays open where its incident closes while a note is written. */}
      <RemarkModal
        draft={draft}
        kind={asked}
        close={() => ask(null)}
        save={(note) => {
          if (asked) remark.mutate({ kind: asked, note });
          ask(null);
        }}
      />
    </>
  );
}

type Remark = 'acknowledge' | 'note';

interface OpenProps {
  readonly incident: Incident;
  readonly look: Look;
  readonly ask: (kind: Remark) => void;
}

function OpenActions({ incident, look, ask }: OpenProps): ReactElement {
  const { retry, mute } = useIncident(incident);
  return (
    <>
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
    </>
  );
}

interface Look {
  readonly size: Size;
  readonly variant: 'default';
}

/** Probes a failing endpoint; one that is paused or disabled is resumed or enabled first. */
function Remedy({
  incident,
  look,
}: {
  readonly incident: Incident;
  readonly look: Look;
}): ReactElement | null {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const endpoint = endpoints.find(({ id }) => id === incident.endpoint_id);
  if (!endpoint || incident.phase === 'exhausted') return null;
  if (endpoint.state !== 'enabled') return <Switch endpoint={endpoint} look={look} />;
  return endpoint.breaker === 'open' ? <Probe endpoint={endpoint} look={look} /> : null;
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

function Switch({ endpoint, look }: RemedyProps): ReactElement {
  const change = useEndpointSwitch();
  const action = endpoint.state === 'paused' ? 'resume' : 'enable';
  return (
    <MayButton
      needs="operator"
      {...look}
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action })}
    >
      {action === 'resume' ? 'Resume' : 'Enable'}
    </MayButton>
  );
}
