import { Group, Text, UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Attempt, DeliveryDetail } from '../api/types.ts';
import { Ago } from '../parts/ago.tsx';
import { Due } from '../parts/due.tsx';
import { duration } from '../parts/format.ts';

/** Waiting shorter than this is only the way through the gateway, ms. */
const NOTABLE_MS = 200;

interface TimelineProps {
  readonly delivery: DeliveryDetail;
  readonly chosen: number | null;
  readonly choose: (number: number) => void;
}

/** From acceptance to the end, with the waiting between attempts. */
export function AttemptTimeline({ delivery, chosen, choose }: TimelineProps): ReactElement {
  const { history, created_at: created } = delivery;
  return (
    <ol className="timeline">
      <li>
        <span className="dot tone-calm" aria-hidden />
        <Text fw={500}>Accepted</Text>
        <Text size="sm" c="dimmed">
          <Ago at={created} />
        </Text>
      </li>
      {history.map((attempt, index) => (
        <AttemptItem
          key={attempt.number}
          attempt={attempt}
          waitedMs={waited(created, history[index - 1], attempt)}
          chosen={attempt.number === chosen}
          choose={() => choose(attempt.number)}
        />
      ))}
      <Outlook delivery={delivery} />
    </ol>
  );
}

/** Ms between the end of what came before and the start of an attempt. */
function waited(created: string, before: Attempt | undefined, attempt: Attempt): number {
  const from = before ? Date.parse(before.started_at) + before.duration_ms : Date.parse(created);
  return Math.max(0, Date.parse(attempt.started_at) - from);
}

interface ItemProps {
  readonly attempt: Attempt;
  readonly waitedMs: number;
  readonly chosen: boolean;
  readonly choose: () => void;
}

function AttemptItem({ attempt, waitedMs, chosen, choose }: ItemProps): ReactElement {
  const good = attempt.outcome === 'delivered';
  return (
    <li>
      <span className={`dot ${good ? 'tone-good' : 'tone-bad'}`} aria-hidden />
      <UnstyledButton onClick={choose} aria-pressed={chosen} w="100%">
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Text fw={chosen ? 600 : 500}>
            Attempt {attempt.number}: {attempt.status ?? 'no answer'}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <Ago at={attempt.started_at} />
          </Text>
        </Group>
        {attempt.error && (
          <Text size="sm" className="break tone-bad">
            {attempt.error.message}
          </Text>
        )}
        <span className="timeline-wait num">
          {attempt.status === null ? 'gave up' : 'answered'} after {duration(attempt.duration_ms)}
          {waitedMs >= NOTABLE_MS && `, having waited ${duration(waitedMs)}`}
        </span>
      </UnstyledButton>
    </li>
  );
}

function Outlook({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement | null {
  const { state, next_attempt_at: next, retry_at: again, settled_at: settled } = delivery;
  if (state === 'sending') return <End tone="tone-warn" text="Being sent now" />;
  if (state === 'pending') {
    if (again !== null) return <End tone="tone-warn" text="Next attempt" at={again} ahead />;
    return <End tone="tone-warn" text={next === null ? 'Waits for its turn' : 'Waits'} />;
  }
  const [tone, text] =
    state === 'delivered'
      ? ['tone-good', 'Delivered']
      : state === 'failed'
        ? ['tone-bad', 'Given up']
        : ['tone-calm', 'Cancelled'];
  return <End tone={tone} text={text} at={settled} />;
}

interface EndProps {
  readonly tone: string;
  readonly text: string;
  readonly at?: string | null;
  /** It is still to come. */
  readonly ahead?: boolean;
}

function End({ tone, text, at = null, ahead = false }: EndProps): ReactElement {
  return (
    <li>
      <span className={`dot ${tone}`} aria-hidden />
      <Text fw={600}>{text}</Text>
      {at !== null && (
        <Text size="sm" c="dimmed">
          {ahead ? <Due at={at} /> : <Ago at={at} />}
        </Text>
      )}
    </li>
  );
}
