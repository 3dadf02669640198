import '../parts/timeline.css';
import { Group, Text, UnstyledButton } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { Attempt, DeliveryDetail } from '../api/types.ts';
import { Held } from '../parts/held.tsx';
import { rawOf } from '../parts/raw-error.ts';
import { When } from '../parts/when.tsx';
import { duration } from '../parts/format.ts';

/** Shortest wait that is shown, ms; shorter ones are processing time of the gateway. */
const NOTABLE_MS = 200;

interface TimelineProps {
  readonly delivery: DeliveryDetail;
  readonly chosen: number | null;
  readonly choose: (number: number) => void;
}

/** Shows a delivery from acceptance to its end, with the waits between attempts. */
export function AttemptTimeline({ delivery, chosen, choose }: TimelineProps): ReactElement {
  const { history, created_at: created } = delivery;
  return (
    <ol className="timeline">
      <li>
        <span className="dot tone-calm" aria-hidden />
        <Text fw={500}>Accepted</Text>
        <Text size="sm" c="dimmed">
          <When at={created} />
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

/** Returns the wait between the end of the step before and the start of an attempt, ms. */
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
            Attempt {attempt.number}: {statusOf(attempt)}
          </Text>
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            <When at={attempt.started_at} />
          </Text>
        </Group>
        <Failure attempt={attempt} />
        <span className="timeline-wait num">
          {attempt.status === null ? 'ended after' : 'responded in'} {duration(attempt.duration_ms)}
          {waitedMs >= NOTABLE_MS && ` · queued ${duration(waitedMs)}`}
        </span>
      </UnstyledButton>
    </li>
  );
}

/** Says how the target answered. A delivered attempt without a status made no request. */
function statusOf({ status, outcome }: Attempt): string {
  if (status !== null) return `HTTP ${status}`;
  return outcome === 'delivered' ? 'nothing to send' : 'no response';
}

/** Names the reason of a failed attempt in one sentence; nothing when the status says it all. */
function Failure({
  attempt: { error, status, explanation },
}: Pick<ItemProps, 'attempt'>): ReactElement | null {
  if (error === null) return null;
  const text = explanation?.summary ?? rawOf({ message: error.message, status });
  return text === '' ? null : (
    <Text size="sm" className="break tone-bad">
      {text}
    </Text>
  );
}

function Outlook({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement | null {
  const { state, next_attempt_at: next, retry_at: again, settled_at: settled } = delivery;
  const { held_by: by, held_until: until } = delivery;
  if (state === 'sending') return <End tone="tone-warn" text="Sending now" />;
  if (state === 'pending') {
    if (by !== null) {
      return (
        <End tone="tone-warn" text="On hold">
          <Held held_by={by} held_until={until} />
        </End>
      );
    }
    if (again !== null) return <End tone="tone-warn" text="Next attempt" at={again} ahead />;
    return <End tone="tone-warn" text={next === null ? 'Queued' : 'Pending'} />;
  }
  const [tone, text] =
    state === 'delivered'
      ? ['tone-good', 'Delivered']
      : state === 'failed'
        ? ['tone-bad', 'Failed permanently']
        : ['tone-calm', 'Cancelled'];
  return <End tone={tone} text={text} at={settled} />;
}

interface EndProps {
  readonly tone: string;
  readonly text: string;
  readonly at?: string | null;
  /** Whether the step is still to come. */
  readonly ahead?: boolean;
  readonly children?: ReactNode;
}

function End({ tone, text, at = null, ahead = false, children }: EndProps): ReactElement {
  return (
    <li>
      <span className={`dot ${tone}`} aria-hidden />
      <Text fw={600}>{text}</Text>
      {at !== null && (
        <Text size="sm" c="dimmed">
          <When at={at} ahead={ahead} />
        </Text>
      )}
      {children !== undefined && (
        <Text size="sm" c="dimmed">
          {children}
        </Text>
      )}
    </li>
  );
}
