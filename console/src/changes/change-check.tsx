import './changes.css';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { ComparedEvent, Comparison, Endpoint, EndpointDraft } from '../api/types.ts';
import { ApiError } from '../api/request.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { Ago } from '../parts/ago.tsx';
import { useRefusal } from '../parts/roles.ts';
import { Mark } from '../parts/state.tsx';
import { combinedWords, differenceWords, outcomeWords, rateWords, seenPart } from './change-words.ts';
import { SideBySide } from './side-by-side.tsx';
import { useComparison } from './use-comparison.ts';

interface CheckProps {
  readonly endpoint: Endpoint;
  /** The change as it would be saved; null: it cannot be sent yet. */
  readonly draft: EndpointDraft | null;
}

/** Says what a change that is not saved would do to the newest stored events, and shows the events that differ. */
export function ChangeCheck({ endpoint, draft }: CheckProps): ReactElement | null {
  // Comparing is for admins, like saving.
  const refused = useRefusal('admin') !== null;
  const seen = draft && !refused ? seenPart(draft) : null;
  const { changes, data, error, outdated } = useComparison(endpoint, seen);
  if (seen === null) return null;
  return (
    <section aria-label="What this changes" className="change-check">
      <Title order={3}>What this changes</Title>
      {/* The line is reserved from the start, so that the result moves little. */}
      <Stack gap="sm" mt={6} mih={22} aria-busy={outdated}>
        <div aria-live="polite">
          {data && !error && <Summary comparison={data} adapter={endpoint.adapter} />}
          {error && (
            <Text size="sm" c="dimmed">
              {error instanceof ApiError && error.status === 422
                ? 'Fix the invalid fields to compare.'
                : error.message}
            </Text>
          )}
          {!data && !error && (
            <Text size="sm" c="dimmed">
              Comparing with stored events…
            </Text>
          )}
        </div>
        {changes && data && !error && data.differences.length > 0 && (
          <Differences endpoint={endpoint} changes={changes} comparison={data} />
        )}
      </Stack>
    </section>
  );
}

interface SummaryProps {
  readonly comparison: Comparison;
  readonly adapter: string;
}

function Summary({ comparison, adapter }: SummaryProps): ReactElement {
  const { summary, before, after, differences, examined } = comparison;
  const rate = rateWords(comparison);
  const combined = combinedWords(
    comparison,
    useAdapter(adapter)?.presents === 'payload' ? 'request' : 'message',
  );
  const loses = after.sent === 0 && before.sent > 0;
  return (
    <>
      <Text className={loses ? 'tone-warn num' : 'num'}>{summary}</Text>
      {combined !== null && <Text className="num">{combined}</Text>}
      {rate !== null && <Text className="num">{rate}</Text>}
      {differences.length === 0 && examined > 0 && rate === null && combined === null && (
        <Text c="dimmed">No stored event is treated differently.</Text>
      )}
    </>
  );
}

/** Events that are listed before more are asked for. */
const FIRST = 5;

interface DifferencesProps {
  readonly endpoint: Endpoint;
  /** The change that was compared. */
  readonly changes: EndpointDraft;
  readonly comparison: Comparison;
}

function Differences({ endpoint, changes, comparison }: DifferencesProps): ReactElement {
  const [all, showAll] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const { differences } = comparison;
  const listed = all ? differences : differences.slice(0, FIRST);
  const event = differences.find(({ event_id: id }) => id === chosen);
  return (
    <>
      <ul className="change-list">
        {listed.map((one) => (
          <li key={one.event_id}>
            <Difference
              event={one}
              chosen={one.event_id === chosen}
              choose={() => choose(one.event_id === chosen ? null : one.event_id)}
            />
          </li>
        ))}
      </ul>
      {differences.length > listed.length && (
        <Button variant="subtle" size="xs" style={{ alignSelf: 'flex-start' }} onClick={() => showAll(true)}>
          Show all {differences.length}
        </Button>
      )}
      {event && <SideBySide endpoint={endpoint} changes={changes} event={event} />}
    </>
  );
}

interface DifferenceProps {
  readonly event: ComparedEvent;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function Difference({ event, chosen, choose }: DifferenceProps): ReactElement {
  const [tone] = event.rewritten ? (['accent'] as const) : outcomeWords(event.after.outcome);
  return (
    <button type="button" className="change-row" aria-expanded={chosen} onClick={choose}>
      <Group gap="sm" justify="space-between">
        <Text span size="sm" className="break" style={{ minWidth: 0 }}>
          {event.event}
          <Text span c="dimmed" size="sm">
            {' '}
            {event.job_id ?? event.event_id} · <Ago at={event.accepted_at} />
          </Text>
        </Text>
        <Text span size="sm">
          <Mark tone={tone}>{differenceWords(event)}</Mark>
        </Text>
      </Group>
    </button>
  );
}
