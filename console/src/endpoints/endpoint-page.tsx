import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { Suspense, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointQuery, mutesQuery, openIncidentsQuery } from '../api/queries.ts';
import { isNotFound } from '../api/request.ts';
import type { Endpoint } from '../api/types.ts';
import { MuteNotes } from '../mutes/mute-notes.tsx';
import { Empty, Loading, notifyError } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { Steady } from '../parts/steady.tsx';
import { lazyPart } from '../parts/part.ts';
import { ButtonsNote } from './button-presses.tsx';
import { EndpointIncidents } from './endpoint-incidents.tsx';
import { EndpointMenu } from './endpoint-menu.tsx';
import { EndpointTabs } from './endpoint-tabs.tsx';
import { Lead } from './lead.tsx';
import { StateNote } from './state-note.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';
import { MayButton } from '../parts/may-button.tsx';

/** The outcome of a test; it is loaded after the first test, to keep the page small. */
const TestOutcome = lazyPart(async () => (await import('./test-outcome.tsx')).TestOutcome);
const ResumeOffer = lazyPart(async () => (await import('./test-outcome.tsx')).ResumeOffer);

const route = getRouteApi('/app/endpoints/$id');

/** The frame of an endpoint: its name, its state, what can be done to it, and below that one of its tabs. */
export function EndpointPage(): ReactElement {
  const { id } = route.useParams();
  // Another endpoint is another page: the outcome of a test, an open dialog and what was typed stay with their own.
  return <OneEndpoint key={id} id={id} />;
}

function OneEndpoint({ id }: { readonly id: string }): ReactElement {
  const { data: endpoint, isPending, error } = useQuery(endpointQuery(id));
  // Mutes and incidents, which the notes above the tab show, load beside the endpoint.
  const [mutes, incidents] = [useQuery(mutesQuery), useQuery(openIncidentsQuery)];
  const test = useMutation({
    mutationFn: () => api.testEndpoint(id),
    onError: (error) => notifyError('The test was not sent', error),
  });
  if (isNotFound(error)) return <Unknown id={id} />;
  return (
    <Page
      title={endpoint?.name ?? 'Endpoint'}
      lead={<Lead endpoint={endpoint} />}
      actions={
        endpoint && (
          <>
            <MayButton
              needs="operator"
              variant="default"
              leftSection={<IconSend size={15} />}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              Send a test
            </MayButton>
            <PauseButton endpoint={endpoint} />
            <EndpointMenu endpoint={endpoint} />
          </>
        )
      }
    >
      {isPending && <Loading height={320} />}
      <Steady ready={!isPending}>
        <EndpointTabs id={id} adapter={endpoint?.adapter} />
      </Steady>
      {endpoint && test.data && <Tested endpoint={endpoint} answer={test.data} />}
      {endpoint && <StateNote endpoint={endpoint} />}
      {endpoint && <ButtonsNote endpoint={endpoint} />}
      {endpoint && <MuteNotes of={{ endpointId: endpoint.id }} />}
      {endpoint && <EndpointIncidents endpoint={endpoint} />}
      <Steady ready={!isPending && (!endpoint || !(mutes.isPending || incidents.isPending))}>
        <Outlet />
      </Steady>
    </Page>
  );
}

/** The page of an address that names no endpoint, or one that was deleted. */
function Unknown({ id }: { readonly id: string }): ReactElement {
  return (
    <Page title="Endpoint not found">
      <div className="panel">
        <Empty
          title="There is no such endpoint"
          action={
            <Button variant="default" renderRoot={(props) => <Link {...props} to="/endpoints" />}>
              All endpoints
            </Button>
          }
        >
          No endpoint has the ID <bdi className="break">{id}</bdi>. It may have been deleted: the audit log
          tells by whom.
        </Empty>
      </div>
    </Page>
  );
}

interface TestedProps {
  readonly endpoint: Endpoint;
  readonly answer: Awaited<ReturnType<typeof api.testEndpoint>>;
}

/** Shows the result of a test, and offers to resume an endpoint that responds again. */
function Tested({ endpoint, answer }: TestedProps): ReactElement {
  return (
    <Suspense>
      <div className="panel" style={{ padding: '12px 16px' }}>
        <TestOutcome outcome={answer} />
      </div>
      {answer.offer && endpoint.breaker === 'open' && (
        <ResumeOffer endpoint={endpoint} offer={answer.offer} />
      )}
    </Suspense>
  );
}

function PauseButton({ endpoint }: { readonly endpoint: Endpoint }): ReactElement | null {
  const change = useEndpointSwitch();
  if (endpoint.state === 'disabled') return null;
  const paused = endpoint.state === 'paused';
  return (
    <MayButton
      needs="operator"
      variant="default"
      leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action: paused ? 'resume' : 'pause' })}
    >
      {paused ? 'Resume' : 'Pause'}
    </MayButton>
  );
}
