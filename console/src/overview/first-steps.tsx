import './first-steps.css';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { api } from '../api/client.ts';
import { samplesQuery, endpointsQuery, sessionQuery } from '../api/queries.ts';
import { Code } from '../parts/code.tsx';
import { Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';
import { useRefusal } from '../parts/roles.ts';
import { Arrival } from './arrival.tsx';
import { firstCurl, KEYS_COMMAND } from './first-curl.ts';
import type { FirstRun } from './first-run.ts';

/** Leads operators of a new gateway from nothing to the first delivered message. */
export function FirstSteps({ run }: { readonly run: FirstRun }): ReactElement {
  const { endpoints, event, finish } = run;
  return (
    <section className="panel" aria-label="First steps">
      <div className="panel-head">
        <Title order={2}>From here to the first delivered message</Title>
        {endpoints > 0 && (
          <Button size="xs" variant={event === null ? 'subtle' : 'filled'} onClick={finish}>
            {event === null ? 'Hide' : 'Done'}
          </Button>
        )}
      </div>
      <ol className="steps">
        <Keys />
        <AddEndpoint known={endpoints} />
        <SendEvent arrived={event !== null} isNext={endpoints > 0} />
        <Step done={event !== null} title="Watch the event arrive">
          <Arrival event={event} waiting={endpoints > 0} />
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  readonly done: boolean;
  readonly title: string;
  readonly children: ReactNode;
}

function Step({ done, title, children }: StepProps): ReactElement {
  return (
    <li data-done={done}>
      <span className="step-mark" aria-hidden>
        {done && <IconCheck size={13} />}
      </span>
      <Stack gap={6} style={{ minWidth: 0 }}>
        <Title order={3}>
          {title}
          {done && (
            <Text span size="sm" className="tone-good">
              {' '}
              · done
            </Text>
          )}
        </Title>
        {children}
      </Stack>
    </li>
  );
}

/** Says whether keys are set, and what that means. */
function Keys(): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  const required = session?.required === true;
  return (
    <Step done={required} title="Keys">
      <Text c="dimmed">
        {required
          ? 'Keys are set: every caller needs one to send events or to change anything.'
          : 'No keys are set: the gateway answers this machine only, and every program on this machine may do everything. That is fine for a trial. Before other machines connect, write two keys to the file .env in the folder of the gateway, and restart it:'}
      </Text>
      {!required && (
        <>
          <Code label="the command" value={KEYS_COMMAND} />
          <Text c="dimmed">
            The job server sends events with the key in WEBHOOK_EMIT_KEYS; you sign in here with the one in
            WEBHOOK_ADMIN_KEYS.
          </Text>
        </>
      )}
    </Step>
  );
}

function AddEndpoint({ known }: { readonly known: number }): ReactElement {
  const mayAdd = useRefusal('admin') === null;
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  return (
    <Step done={known > 0} title="Where should events go?">
      {known > 0 ? (
        <Group gap="xs">
          <Text c="dimmed" className="break">
            {plural(known, 'endpoint')}:{' '}
            {endpoints
              .slice(0, 3)
              .map(({ name }) => name)
              .join(', ')}
            {known > 3 && ', …'}
          </Text>
          {mayAdd && (
            <Link to="/endpoints/new" className="link">
              Add another
            </Link>
          )}
        </Group>
      ) : (
        <>
          <Text c="dimmed">
            Paste the webhook URL of a chat channel or of your application. You see a preview, and can send a
            test, before anything is saved.
          </Text>
          <MayButton
            needs="admin"
            style={{ alignSelf: 'flex-start' }}
            renderRoot={(props) => <Link {...props} to="/endpoints/new" />}
          >
            Add your first endpoint
          </MayButton>
        </>
      )}
    </Step>
  );
}

interface SendProps {
  readonly arrived: boolean;
  /** Whether an endpoint is there that may receive the event. */
  readonly isNext: boolean;
}

function SendEvent({ arrived, isNext }: SendProps): ReactElement {
  const { data: session } = useQuery(sessionQuery);
  const { data: samples } = useQuery(samplesQuery);
  const needsKey = session?.required === true;
  const sample = samples?.find(({ event }) => event === 'job.completed');
  const send = useMutation({ mutationFn: () => api.trigger('job.completed', sample?.data ?? {}) });
  return (
    <Step done={arrived} title="Send the first event">
      <Text c="dimmed">
        From a terminal, as your job server will
        {needsKey && (
          <>
            , with a key in place of $WEBHOOK_EMIT_KEY: one of WEBHOOK_EMIT_KEYS, or a new one from{' '}
            <Link to="/keys" className="link">
              Keys
            </Link>
          </>
        )}
        :
      </Text>
      <Code label="the command" value={firstCurl(needsKey)} />
      {send.error && <Problem error={send.error} />}
      {isNext && !arrived && (
        <Group gap="xs">
          <MayButton
            needs="admin"
            size="xs"
            variant="default"
            disabled={sample === undefined}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            Send a sample from here
          </MayButton>
        </Group>
      )}
    </Step>
  );
}
