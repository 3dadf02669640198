import { Button, Skeleton, Stack } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointQuery } from '../api/queries.ts';
import type { Endpoint } from '../api/types.ts';
import { MuteNotes } from '../mutes/mute-notes.tsx';
import { Loaded, notifyError } from '../parts/feedback.tsx';
import { Page } from '../parts/page.tsx';
import { part } from '../parts/part.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { EndpointFigures } from './endpoint-figures.tsx';
import { EndpointMenu } from './endpoint-menu.tsx';
import { EndpointTabs } from './endpoint-tabs.tsx';
import { LatestPanel } from './latest-panel.tsx';
import { Lead } from './lead.tsx';
import { StateNote } from './state-note.tsx';
import { useEndpointSwitch } from './use-endpoint-switch.ts';

/** Height that is kept free for the settings until they are loaded, px. */
const SETTINGS_HEIGHT = 600;

/** The outcome of a test; it is loaded after the first test, to keep the page small. */
const testOutcome = () => part(() => import('./test-outcome.tsx'));
const TestOutcome = lazy(async () => ({ default: (await testOutcome()).TestOutcome }));
const ResumeOffer = lazy(async () => ({ default: (await testOutcome()).ResumeOffer }));

/** The form at the end of the page; it is loaded after the rest. */
const SettingsPanel = lazy(async () => ({
  default: (await part(() => import('./settings-panel.tsx'))).SettingsPanel,
}));

const route = getRouteApi('/app/endpoints/$id');

export function EndpointPage(): ReactElement {
  const { id } = route.useParams();
  const { event } = route.useSearch();
  const query = useQuery(endpointQuery(id));
  const test = useMutation({
    mutationFn: () => api.testEndpoint(id),
    onError: (error) => notifyError('The test was not sent', error),
  });
  return (
    <Page
      title={query.data?.name ?? 'Endpoint'}
      lead={<Lead endpoint={query.data} />}
      actions={
        query.data && (
          <>
            <Button
              variant="default"
              leftSection={<IconSend size={15} />}
              loading={test.isPending}
              onClick={() => test.mutate()}
            >
              Send a test
            </Button>
            <PauseButton endpoint={query.data} />
            <EndpointMenu endpoint={query.data} />
          </>
        )
      }
    >
      <EndpointTabs id={id} adapter={query.data?.adapter} />
      <Loaded query={query} height={420}>
        {(endpoint) => (
          <Stack>
            {test.data && <Tested endpoint={endpoint} answer={test.data} />}
            <StateNote endpoint={endpoint} />
            <MuteNotes endpointId={endpoint.id} />
            <EndpointFigures endpoint={endpoint} />
            <PreviewPanel
              key={event}
              adapter={endpoint.adapter}
              events={endpoint.events}
              event={event}
              subject={[endpoint.id, endpoint.updated_at]}
              load={(source) => api.previewEndpoint(endpoint.id, source)}
            />
            <LatestPanel endpoint={endpoint} />
            <Suspense fallback={<Skeleton height={SETTINGS_HEIGHT} />}>
              <SettingsPanel key={endpoint.updated_at} endpoint={endpoint} />
            </Suspense>
          </Stack>
        )}
      </Loaded>
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
    <Button
      variant="default"
      leftSection={paused ? <IconPlayerPlay size={15} /> : <IconPlayerPause size={15} />}
      loading={change.isPending}
      onClick={() => change.mutate({ endpoint, action: paused ? 'resume' : 'pause' })}
    >
      {paused ? 'Resume' : 'Pause'}
    </Button>
  );
}
