import { Modal, Select, Text } from '@mantine/core';
import { useMemo, useState, type ReactElement } from 'react';
import type { Endpoint } from '../api/types.ts';
import { ReplayForm } from '../events/replay-form.tsx';
import { moment, visible } from '../parts/format.ts';

interface ReplayProps {
  readonly endpoint: Endpoint;
  /** Since when the endpoint was disabled and skipped events, ISO 8601. */
  readonly since?: string;
  readonly opened: boolean;
  readonly close: () => void;
}

const HOUR_MS = 3_600_000;
const SINCE = 'since';
const SPANS = [
  { value: '1', label: 'Last hour' },
  { value: '24', label: 'Last 24 hours' },
  { value: '168', label: 'Last 7 days' },
  { value: '720', label: 'Last 30 days' },
];

/** Delivers stored events to an endpoint that has not received them. */
export function ReplayModal({ opened, close, ...replay }: ReplayProps): ReactElement {
  const name = visible(replay.endpoint.name);
  const title = replay.since === undefined ? `Replay events to ${name}` : `Replay skipped events to ${name}?`;
  return (
    <Modal opened={opened} onClose={close} title={title}>
      {opened && <Replay {...replay} close={close} />}
    </Modal>
  );
}

function Replay({ endpoint, since, close }: Omit<ReplayProps, 'opened'>): ReactElement {
  const [span, setSpan] = useState(since === undefined ? '24' : SINCE);
  // Counted and sent must mean the same events.
  const opening = useState(() => Date.now())[0];
  const from = useMemo(
    () => (span === SINCE && since ? since : new Date(opening - Number(span) * HOUR_MS).toISOString()),
    [opening, span, since],
  );
  const disabled = since === undefined ? [] : [{ value: SINCE, label: `Since disabled, ${moment(since)}` }];
  return (
    <ReplayForm
      endpoint={endpoint.id}
      source={{ from }}
      no={since === undefined ? 'Cancel' : 'Not now'}
      close={close}
    >
      <Text>
        {since === undefined ? '' : 'Events accepted while the endpoint was disabled were skipped. '}
        Stored events that <bdi>{endpoint.name}</bdi> subscribes to are delivered, oldest first.
      </Text>
      <Select
        label="Time range"
        data={[...disabled, ...SPANS]}
        value={span}
        onChange={(next) => next !== null && setSpan(next)}
        allowDeselect={false}
      />
    </ReplayForm>
  );
}
