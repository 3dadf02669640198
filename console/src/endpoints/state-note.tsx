import type { ReactElement } from 'react';
import type { Endpoint } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { MayButton } from '../parts/may-button.tsx';
import { Note } from '../parts/note.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';
import { useProbe } from './use-probe.ts';

interface StateProps {
  readonly endpoint: Endpoint;
}

/** Why an endpoint does not receive its deliveries just now, and what to do; nothing where it does. */
export function StateNote({ endpoint }: StateProps): ReactElement | null {
  if (endpoint.state === 'disabled') return <Disabled endpoint={endpoint} />;
  if (endpoint.state === 'paused') {
    return (
      <Note tone="calm" title="Paused">
        Deliveries are queued until you resume the endpoint.
      </Note>
    );
  }
  if (endpoint.breaker === 'open') return <Open endpoint={endpoint} />;
  if (endpoint.breaker === 'half_open') {
    return (
      <Note tone="warn" title={endpoint.recovering ? 'Recovering' : 'Probing'}>
        {endpoint.recovering
          ? 'The probe succeeded. Queued deliveries are sent a few at a time.'
          : 'One delivery is being sent as a probe. Delivery resumes when it succeeds.'}
      </Note>
    );
  }
  if (endpoint.health === 'degraded' && endpoint.health_reason !== null) {
    return (
      <Note tone="warn" title="Degraded">
        {endpoint.health_reason}
      </Note>
    );
  }
  if (endpoint.quiet_window?.active) {
    return (
      <Note tone="calm" title="Quiet hours">
        {endpoint.quiet_window.sentence}
      </Note>
    );
  }
  return null;
}

function Disabled({ endpoint }: StateProps): ReactElement {
  const change = useEndpointSwitch();
  const enable = (
    <MayButton
      needs="operator"
      size="xs"
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action: 'enable' })}
    >
      Enable
    </MayButton>
  );
  return (
    <Note tone="bad" title="Disabled" action={enable}>
      {sentence(endpoint.health_reason ?? endpoint.disabled_reason ?? 'The endpoint is disabled')} New events
      are skipped; queued deliveries are kept.
    </Note>
  );
}

function Open({ endpoint }: StateProps): ReactElement {
  const probe = useProbe();
  const { last_error: error, next_probe_at: next } = endpoint;
  const button = (
    <MayButton
      needs="operator"
      size="xs"
      loading={probe.isPending}
      onClick={() => probe.mutate({ endpoint })}
    >
      Probe now
    </MayButton>
  );
  return (
    <Note tone="bad" title="Circuit open" action={button}>
      {error && `${sentence(error.message)} `}
      Deliveries are on hold and use up no attempts.{' '}
      {next === null ? (
        'One delivery is sent as a probe from time to time'
      ) : (
        <>
          Next probe <Ago at={next} />
        </>
      )}
      ; delivery resumes when it succeeds.
    </Note>
  );
}

function sentence(text: string): string {
  return `${text.replace(/[.\s]+$/, '')}.`;
}
