import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Delivery, Endpoint } from '../api/types.ts';
import { STATE_WORDS } from './state-words.ts';
import type { Tone } from './tone.ts';

/** A coloured dot and what it means, in words. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: string }): ReactElement {
  return (
    <Group component="span" gap={7} wrap="nowrap" display="inline-flex">
      <span className={`dot tone-${tone}`} aria-hidden />
      <span>{children}</span>
    </Group>
  );
}

interface StateProps {
  readonly delivery: Pick<Delivery, 'state' | 'last_error'>;
}

/** What was delivered and is sent once more waits; only after a failure it is retried. */
export function StateMark({ delivery: { state, last_error: error } }: StateProps): ReactElement {
  const [tone, text] = STATE_WORDS[state];
  return <Mark tone={tone}>{state === 'pending' && error !== null ? 'Retrying' : text}</Mark>;
}

/** How an endpoint stands: what an operator did to it comes before what it does. */
export function healthOf(
  endpoint: Pick<Endpoint, 'state' | 'breaker'> & Partial<Pick<Endpoint, 'failing_since'>>,
): readonly [Tone, string] {
  if (endpoint.state === 'disabled') return ['bad', 'Disabled'];
  if (endpoint.state === 'paused') return ['calm', 'Paused'];
  if (endpoint.breaker === 'open') return ['bad', 'Resting'];
  if (endpoint.breaker === 'half_open') return ['warn', 'Trying again'];
  if (endpoint.failing_since) return ['warn', 'Failing'];
  return ['good', 'Healthy'];
}

export function HealthMark({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const [tone, text] = healthOf(endpoint);
  return <Mark tone={tone}>{text}</Mark>;
}
