import { Group } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Delivery, Endpoint } from '../api/types.ts';
import { healthOf } from './health.ts';
import { reasonWords, STATE_WORDS } from './state-words.ts';
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
  readonly delivery: Pick<Delivery, 'state' | 'last_error' | 'reason'>;
  /** True where the reason has a place of its own, as in a table. */
  readonly short?: boolean;
}

/**
 * Shows the state of a delivery. A pending one is called retrying only after a failed attempt, because a redelivery is
 * pending too.
 */
export function StateMark({ delivery, short = false }: StateProps): ReactElement {
  const { state, last_error: error } = delivery;
  const [tone, text] = STATE_WORDS[state];
  const why = short ? undefined : reasonWords(delivery);
  const word = state === 'pending' && error !== null ? 'Retrying' : text;
  return <Mark tone={tone}>{why === undefined ? word : `${word} · ${why}`}</Mark>;
}

export function HealthMark({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const [tone, text] = healthOf(endpoint);
  return <Mark tone={tone}>{text}</Mark>;
}
