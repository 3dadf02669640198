import './attention.css';
import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState, type ReactElement } from 'react';
import { endpointsQuery, openIncidentsQuery, type Range } from '../api/queries.ts';
import type { Stats, Status } from '../api/types.ts';
import { useNow } from '../parts/ago.tsx';
import { IncidentRow } from '../incidents/incident-row.tsx';
import { Empty } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { lazyPart } from '../parts/part.ts';
import { concernsOf, type Concern } from './attention.ts';

/** The button of a concern; only a gateway with concerns loads it. */
const ConcernHelp = lazyPart(async () => (await import('./concern-help.tsx')).ConcernHelp);

interface AttentionProps {
  readonly status: Status | undefined;
  readonly stats: Stats | undefined;
  readonly range: Range;
}

/** Most concerns that fit beside the chart; a button shows the others. Incidents have buttons of their own, and take more room. */
const SHOWN = 3;
const SHOWN_WITH_INCIDENTS = 2;

/** Lists what needs attention, each with its remedy: open incidents first. */
export function AttentionPanel({ status, stats, range }: AttentionProps): ReactElement {
  const { data: endpoints } = useQuery(endpointsQuery);
  const { data: incidents } = useQuery(openIncidentsQuery);
  const now = useNow();
  const [all, showAll] = useState(false);
  const known = status && stats && endpoints && incidents;
  const concerns = known ? concernsOf(endpoints, status, stats, now, incidents) : [];
  const open = known ? incidents : [];
  const total = open.length + concerns.length;
  const room = open.length > 0 ? SHOWN_WITH_INCIDENTS : SHOWN;
  const [shown, more] = [all ? total : room, total - room];
  return (
    <Panel title="Needs attention" flush fill side={total > 0 && <HowMany total={total} />}>
      {known && total === 0 ? (
        <Empty title="All clear" icon={<IconCircleCheck size={26} stroke={1.5} />}>
          All endpoints receive their deliveries.
        </Empty>
      ) : (
        <Stack gap={0} className="attention">
          {open.slice(0, shown).map((incident) => (
            <IncidentRow key={incident.id} incident={incident} />
          ))}
          {concerns.slice(0, Math.max(0, shown - open.length)).map((concern) => (
            <Row key={concern.id} concern={concern} range={range} />
          ))}
          {more > 0 && (
            <Button variant="subtle" size="xs" m={6} aria-expanded={all} onClick={() => showAll(!all)}>
              {all ? 'Show fewer' : `Show ${more} more`}
            </Button>
          )}
        </Stack>
      )}
    </Panel>
  );
}

function HowMany({ total }: { readonly total: number }): ReactElement {
  return (
    <Text c="dimmed" className="num">
      {total}
      <VisuallyHidden> in total</VisuallyHidden>
    </Text>
  );
}

function Row({ concern, range }: { readonly concern: Concern; readonly range: Range }): ReactElement {
  return (
    <Group
      wrap="nowrap"
      gap="sm"
      px="md"
      py={11}
      align="flex-start"
      style={{ borderBottom: '1px solid var(--line)' }}
    >
      <span className={`dot tone-${concern.tone}`} style={{ marginTop: 6 }} aria-hidden />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Text fw={500} className="break">
          {concern.title}
        </Text>
        <Text size="sm" c="dimmed" className="break clamp" title={concern.detail}>
          {concern.detail}
        </Text>
      </div>
      <div className="concern-help">
        <Suspense>
          <ConcernHelp help={concern.help} range={range} />
        </Suspense>
      </div>
    </Group>
  );
}
