import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { incidentQuery, mutesQuery } from '../api/queries.ts';
import type { IncidentDetail } from '../api/types.ts';
import { useTime } from '../parts/ago.tsx';
import { Explanation } from '../parts/explanation.tsx';
import { MuteNotes } from '../mutes/mute-notes.tsx';
import { Loaded, Loading } from '../parts/feedback.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { IncidentActions } from './incident-actions.tsx';
import { IncidentEvidence } from './incident-evidence.tsx';
import { IncidentFacts } from './incident-facts.tsx';
import { IncidentTimeline } from './incident-timeline.tsx';
import { incidentTitle, phaseOf } from './incident-words.ts';

const route = getRouteApi('/app/incidents/$id');

/** Shows one incident: its cause, its evidence, what can be done, and what happened. */
export function IncidentPage(): ReactElement {
  const { id } = route.useParams();
  const query = useQuery(incidentQuery(id));
  // The mutes stand above the rest of the page, so they are loaded with it.
  const mutes = useQuery(mutesQuery);
  const incident = query.data;
  const title = useTime((now) => (incident ? incidentTitle(incident, now) : 'Incident'));
  return (
    <Page
      title={title}
      lead={incident && <Lead incident={incident} />}
      actions={incident && <IncidentActions incident={incident} size="sm" />}
    >
      <Loaded query={query} height={420}>
        {(shown) =>
          mutes.isPending ? (
            <Loading height={420} />
          ) : (
            <Stack>
              <MuteNotes of={{ incidentId: shown.id }} />
              <Panel title="Cause">
                <Explanation
                  explanation={explanationOf(shown)}
                  message={shown.cause.message}
                  code={shown.cause.code}
                  status={null}
                />
                {shown.note !== null && (
                  <Text mt="xs" className="break lines">
                    <Text span fw={500}>
                      Note:
                    </Text>{' '}
                    {shown.note}
                  </Text>
                )}
              </Panel>
              <IncidentFacts incident={shown} />
              <IncidentEvidence incident={shown} />
              <Panel title="Timeline">
                <IncidentTimeline steps={shown.timeline} opened={shown.opened_at} />
              </Panel>
            </Stack>
          )
        }
      </Loaded>
    </Page>
  );
}

function Lead({ incident }: { readonly incident: IncidentDetail }): ReactElement {
  const [tone, text] = phaseOf(incident);
  const { id: of, webhook_id: id, endpoint_deleted: deleted, failed, held } = incident;
  return (
    <>
      <Mark tone={tone}>{text}</Mark>
      {id !== null && (
        <>
          {' · '}
          {deleted ? (
            `${id}, deleted`
          ) : (
            <Link to="/endpoints/$id" params={{ id }} className="link">
              Open endpoint
            </Link>
          )}
        </>
      )}
      {failed > 0 && (
        <>
          {' · '}
          <Link to="/deliveries" search={{ incident: of }} className="link">
            Failed deliveries
          </Link>
        </>
      )}
      {id !== null && held !== null && held > 0 && (
        <>
          {' · '}
          <Link to="/deliveries" search={{ state: 'pending', endpoint: id }} className="link">
            On hold
          </Link>
        </>
      )}
    </>
  );
}

function explanationOf({ cause: { summary, next_step: next } }: IncidentDetail) {
  return summary === null ? null : { summary, next_step: next };
}
