import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Delivery, Endpoint } from '../api/types.ts';
import { healthOf } from './health.ts';
import { STATE_WORDS } from './state-words.ts';
import type { Tone } from './tone.ts';

/** A coloured dot with its meaning in words. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: string }): ReactElement {
  return (
    <Group component="span" gap={7} wrap="nowrap" display="inline-flex">
      <span className={`dot tone-${tone}`} aria-hidden />
      <span style={{ whiteSpace: 'nowrap' }}>{children}</span>
    </Group>
  );
}

interface StateProps {
  readonly delivery: Pick<Delivery, 'state' | 'last_error'>;
}

/**
 * Shows the state of a delivery. A pending one is called retrying only after a failed attempt, because a redelivery is
 * pending too.
 */
export function StateMark({ delivery: { state, last_error: error } }: StateProps): ReactElement {
  const [tone, text] = STATE_WORDS[state];
  return <Mark tone={tone}>{state === 'pending' && error !== null ? 'Retrying' : text}</Mark>;
}

export function HealthMark({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const [tone, text] = healthOf(endpoint);
  return <Mark tone={tone}>{text}</Mark>;
}
