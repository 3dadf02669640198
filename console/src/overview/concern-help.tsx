import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { rangeStart, type Range } from '../api/queries.ts';
import { useEndpointSwitch } from '../endpoints/use-endpoint-switch.ts';
import { useProbe } from '../endpoints/use-probe.ts';
import { MayButton } from '../parts/may-button.tsx';
import type { Concern } from './attention.ts';

interface HelpProps {
  readonly help: Concern['help'];
  readonly range: Range;
}

const LOOK = { size: 'compact-sm', variant: 'default' } as const;

/** A button that performs the remedy of a concern, or leads to it. */
export function ConcernHelp({ help, range }: HelpProps): ReactElement {
  const change = useEndpointSwitch();
  const probe = useProbe();
  switch (help.kind) {
    case 'enable':
    case 'resume': {
      const { kind: action, endpoint } = help;
      return (
        <MayButton
          needs="operator"
          {...LOOK}
          loading={change.isPending}
          onClick={() => change.mutate({ endpoint, action })}
        >
          {action === 'enable' ? 'Enable' : 'Resume'}
        </MayButton>
      );
    }
    case 'probe':
      return (
        <MayButton
          needs="operator"
          {...LOOK}
          loading={probe.isPending}
          onClick={() => probe.mutate({ endpoint: help.endpoint })}
        >
          Probe now
        </MayButton>
      );
    case 'open': {
      const id = help.endpoint.webhook_id;
      return (
        <Button {...LOOK} renderRoot={(props) => <Link {...props} to="/endpoints/$id" params={{ id }} />}>
          Open
        </Button>
      );
    }
    default: {
      const search =
        help.kind === 'overdue'
          ? { state: 'pending', overdue: 'true' }
          : {
              state: 'failed',
              from: rangeStart(range),
              endpoint: help.endpoint,
            };
      return (
        <Button {...LOOK} renderRoot={(props) => <Link {...props} to="/deliveries" search={search} />}>
          Review
        </Button>
      );
    }
  }
}
