import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { listenersQuery } from '../api/queries.ts';
import type { ButtonListener, Endpoint } from '../api/types.ts';
import { Clock } from '../parts/ago.tsx';
import { Note } from '../parts/note.tsx';
import { Mark } from '../parts/state.tsx';

interface EndpointProps {
  readonly endpoint: Endpoint;
}

/** The listener that hears of presses of the endpoint's native buttons; null without one, undefined until that is known. */
function useListener({ webhook_id: id, options }: Endpoint): ButtonListener | null | undefined {
  const { data } = useQuery({ ...listenersQuery, enabled: options['native_buttons'] === true });
  return data && (data.find(({ webhook_ids: ids }) => ids.includes(id)) ?? null);
}

/** Tells why presses of the endpoint's native buttons do not arrive; nothing where they do, or where it has none. */
export function ButtonsNote({ endpoint }: EndpointProps): ReactElement | null {
  const listener = useListener(endpoint);
  if (!listener?.last_error) return null;
  return (
    <Note tone="warn" title="Button presses are not received">
      {listener.last_error.message} The gateway has been retrying since <Clock at={listener.since} />.
    </Note>
  );
}

const STATES = {
  connected: ['good', 'Button presses: received by this gateway'],
  standby: ['good', 'Button presses: received by another gateway'],
  connecting: ['calm', 'Button presses: connecting'],
  failing: ['warn', 'Button presses: not received'],
} as const;

/** Names the gateway that receives presses of the endpoint's native buttons. */
export function ButtonsMark({ endpoint }: EndpointProps): ReactElement | null {
  const listener = useListener(endpoint);
  if (!listener) return null;
  const [tone, words] = STATES[listener.state];
  return (
    <Text component="div">
      <Mark tone={tone}>{words}</Mark> · since <Clock at={listener.since} />
    </Text>
  );
}
