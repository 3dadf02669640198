import '@mantine/core/styles/Progress.css';
import { Progress, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Operation } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { count, duration } from '../parts/format.ts';
import { Mark } from '../parts/state.tsx';
import { coveredBy, KINDS, progressPercent, STATES, filterText } from './operation-words.ts';
import { progressText } from './outcome-words.ts';
import { useStop } from './use-stop.ts';
import { MayButton } from '../parts/may-button.tsx';

export function OperationRow({ operation }: { readonly operation: Operation }): ReactElement {
  const { id, kind, state, filter, rate, created_at: begun, finished_at: ended } = operation;
  const stop = useStop();
  const [tone, text] = STATES[state];
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>
        <Mark tone={tone}>{text}</Mark>
      </td>
      <td className="card-line" style={{ maxWidth: 380 }}>
        <Text span fw={500}>
          {KINDS[kind]}
        </Text>
        <Link to="/deliveries" search={coveredBy(operation)} className="quiet break">
          <Text size="sm" c="dimmed" span display="block">
            {filterText(filter)}
          </Text>
        </Link>
      </td>
      <td className="card-line" style={{ minWidth: 200 }}>
        <Progress value={progressPercent(operation)} size="sm" aria-label={`Progress of ${KINDS[kind]}`} />
        <Text size="xs" c="dimmed" className="num" mt={4}>
          {progressText(operation)}
          {state === 'running' && rate !== null && ` · at most ${count(rate)} per second`}
        </Text>
      </td>
      <td className="right card-side" style={{ whiteSpace: 'nowrap' }}>
        <Text size="sm" c="dimmed">
          <Ago at={begun} />
        </Text>
        {ended !== null && (
          <Text size="xs" c="dimmed" className="wide-only">
            {kind === 'cancel' ? 'took' : 'queued in'} {duration(Date.parse(ended) - Date.parse(begun))}
          </Text>
        )}
      </td>
      <td className="right card-right">
        {state === 'running' && (
          <MayButton
            needs="operator"
            variant="default"
            size="compact-sm"
            loading={stop.isPending}
            onClick={() => stop.mutate(id)}
          >
            Stop
          </MayButton>
        )}
      </td>
    </tr>
  );
}
