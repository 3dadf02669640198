import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense, type ReactElement } from 'react';
import type { Incident } from '../api/types.ts';
import { actorName } from '../parts/actor.ts';
import { Ago, useTime } from '../parts/ago.tsx';
import { Due } from '../parts/due.tsx';
import { capitalised } from '../parts/format.ts';
import { lazyPart } from '../parts/part.ts';
import { causeText, countsText, endText, incidentTitle, phaseOf } from './incident-words.ts';

/** The buttons of a row, with their menu and dialog; they are loaded after it, to keep the page small. */
const IncidentActions = lazyPart(async () => (await import('./incident-actions.tsx')).IncidentActions);
/** Height of the buttons, px. */
const ACTIONS_HEIGHT = 26;

interface RowProps {
  readonly incident: Incident;
  /** Whether the row offers what can be done. */
  readonly actions?: boolean;
  /** False where the page offers the remedy of the endpoint already. */
  readonly remedy?: boolean;
}

/** One incident: endpoint, cause, next step, counts, and what can be done. */
export function IncidentRow({ incident, actions = true, remedy = true }: RowProps): ReactElement {
  const { id, cause, state } = incident;
  const [tone] = phaseOf(incident);
  const isOpen = state === 'open';
  return (
    <Group wrap="nowrap" gap="sm" px="md" py={11} align="flex-start" className="incident-row">
      <span className={`dot tone-${tone}`} style={{ marginTop: 6 }} aria-hidden />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Link to="/incidents/$id" params={{ id }} className="quiet">
          <Text span fw={500} className="break">
            {useTime((now) => incidentTitle(incident, now))}
          </Text>
        </Link>
        <Text size="sm" c="dimmed" className="break clamp" title={cause.message}>
          {causeText(incident)}
          {isOpen && cause.next_step !== null && ` ${cause.next_step}`}
        </Text>
        <Facts incident={incident} />
        {actions && isOpen && (
          <div style={{ marginTop: 7, minHeight: ACTIONS_HEIGHT }}>
            <Suspense>
              <IncidentActions incident={incident} remedy={remedy} />
            </Suspense>
          </div>
        )}
      </div>
    </Group>
  );
}

/** The counts, the next probe, and who takes care of it, on one line. */
function Facts({ incident }: { readonly incident: Incident }): ReactElement {
  const { next_probe_at: probe, opened_at: opened, closed_by: by } = incident;
  const { acknowledged_by: who, muted_until: muted, state } = incident;
  const counts = countsText(incident);
  return (
    <Text size="sm" c="dimmed" className="break num" component="div">
      {state === 'closed' ? `${sentence(endText(by))} ` : ''}
      {counts === '' ? '' : `${counts} · `}
      {'opened '}
      <Ago at={opened} />
      {probe !== null && (
        <>
          {' · '}
          <Due at={probe} before="next probe " passed="probe due" />
        </>
      )}
      {who !== null && ` · acknowledged by ${actorName(who)}`}
      {muted !== null && ' · muted'}
    </Text>
  );
}

function sentence(text: string): string {
  return text === '' ? '' : `${capitalised(text)}.`;
}
