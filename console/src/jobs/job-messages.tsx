import '../parts/timeline.css';
import { Group, Text, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointsQuery } from '../api/queries.ts';
import type { Endpoint, Job, JobMessage } from '../api/types.ts';
import { Fact, Facts } from '../parts/fact.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { exact, plural } from '../parts/format.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/page.tsx';
import type { Tone } from '../parts/tone.ts';
import { When } from '../parts/when.tsx';
import { Message } from '../preview/drawn.tsx';
import { usePreloadedDrawing } from '../preview/previews.ts';

const PHASE_TONES: Readonly<Record<JobMessage['phase'], Tone>> = {
  open: 'warn',
  final: 'good',
  gone: 'calm',
  lost: 'calm',
};

interface MessagesProps {
  readonly job: Job;
}

/** Shows the messages of the job that are edited as it goes on: each as it stands, and how it came to it. */
export function JobMessages({ job }: MessagesProps): ReactElement {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  return (
    <>
      {job.messages.map((message) => (
        <OneMessage
          key={message.endpoint_id}
          message={message}
          event={shownEvent(job, message)}
          endpoint={endpoints.find(({ id }) => id === message.endpoint_id)}
        />
      ))}
    </>
  );
}

/** Finds the event that the message shows now; null where it is older than the events listed. */
function shownEvent({ events }: Job, { shown_delivery_id: shown }: JobMessage): string | null {
  const event = events.find(({ deliveries_list: all }) => all.some(({ id }) => id === shown));
  return event?.id ?? null;
}

interface MessageProps {
  readonly message: JobMessage;
  readonly event: string | null;
  /** Undefined for an endpoint that was removed. */
  readonly endpoint: Endpoint | undefined;
}

function OneMessage({ message, event, endpoint }: MessageProps): ReactElement {
  const { shown_delivery_id: shown, webhook_id: webhookId } = message;
  const name = endpoint?.name ?? webhookId ?? message.endpoint_id;
  return (
    <Panel
      title={`Message in ${name}`}
      side={
        shown !== null && (
          <Link to="/deliveries/$id" params={{ id: shown }} className="link">
            Open latest delivery
          </Link>
        )
      }
    >
      <div className="split">
        <div style={{ display: 'grid', gap: 14, alignContent: 'start', minWidth: 0 }}>
          <Note tone={PHASE_TONES[message.phase]}>{message.summary}</Note>
          <Told message={message} />
          <Steps message={message} />
        </div>
        {endpoint && event !== null && <Shown endpoint={endpoint} event={event} />}
      </div>
    </Panel>
  );
}

function Told({ message }: Pick<MessageProps, 'message'>): ReactElement {
  const { first_posted_at: posted, edited_at: edited, deleted, possible_doubles: doubles } = message;
  return (
    <Facts>
      {posted !== null && (
        <Fact name="First posted">
          <span title={exact(posted)}>
            <When at={posted} />
          </span>
        </Fact>
      )}
      {edited !== null && edited !== posted && (
        <Fact name="Last changed">
          <span title={exact(edited)}>
            <When at={edited} />
          </span>
        </Fact>
      )}
      {deleted > 0 && <Fact name="Deleted">{plural(deleted, 'time')}</Fact>}
      {doubles > 0 && (
        <Fact name="Possible duplicates">
          {plural(doubles, 'post')} without an answer: look for a second message in the channel.
        </Fact>
      )}
    </Facts>
  );
}

/** Lists what the message has told so far, the oldest first. */
function Steps({ message: { steps } }: Pick<MessageProps, 'message'>): ReactElement {
  return (
    <ol className="timeline" aria-label="Steps so far">
      {steps.map(({ event, timestamp, label, ok }, index) => (
        <li key={index}>
          <span className={`dot tone-${ok ? 'good' : 'bad'}`} aria-hidden />
          <Group justify="space-between" gap="xs">
            <Text title={event} className="break">
              {label}
              {!ok && (
                <Text span c="dimmed">
                  {' · failure'}
                </Text>
              )}
            </Text>
            <Text size="sm" c="dimmed">
              <When at={timestamp} />
            </Text>
          </Group>
        </li>
      ))}
    </ol>
  );
}

/** Draws the message of the event that is shown now. */
function Shown({ endpoint, event }: { readonly endpoint: Endpoint; readonly event: string }): ReactElement {
  const scheme = useComputedColorScheme('light');
  usePreloadedDrawing(endpoint.adapter);
  const query = useQuery({
    queryKey: ['preview', endpoint.id, endpoint.updated_at, event],
    queryFn: () => api.previewEndpoint(endpoint.id, { event_id: event }),
    retry: false,
  });
  return (
    <Loaded query={query} height={220}>
      {(preview) => <Message preview={preview} adapter={endpoint.adapter} scheme={scheme} />}
    </Loaded>
  );
}
