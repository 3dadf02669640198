import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery, rangeStart, type Range } from '../api/queries.ts';
import type { Stats, Status } from '../api/types.ts';
import { useEndpointSwitch } from '../endpoints/use-endpoint-switch.ts';
import { useNow } from '../parts/ago.tsx';
import { Empty } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { concernsOf, type Concern } from './attention.ts';

interface AttentionProps {
  readonly status: Status | undefined;
  readonly stats: Stats | undefined;
  readonly range: Range;
}

/** What needs somebody, each with what helps beside it. */
export function AttentionPanel({ status, stats, range }: AttentionProps): ReactElement {
  const { data: endpoints } = useQuery(endpointsQuery);
  const now = useNow();
  const known = status && stats && endpoints;
  const concerns = known ? concernsOf(endpoints, status, stats.totals, now) : [];
  return (
    <Panel title="Needs attention" flush fill side={concerns.length > 0 && <HowMany concerns={concerns} />}>
      {known && concerns.length === 0 ? (
        <Empty title="Nothing needs you" icon={<IconCircleCheck size={26} stroke={1.5} />}>
          Every endpoint takes what it gets.
        </Empty>
      ) : (
        <Stack gap={0} className="attention">
          {concerns.map((concern) => (
            <Row key={concern.id} concern={concern} range={range} />
          ))}
        </Stack>
      )}
    </Panel>
  );
}

/** What does not fit in is counted, so that nobody takes what is seen for all. */
function HowMany({ concerns }: { readonly concerns: readonly Concern[] }): ReactElement {
  return (
    <Text c="dimmed" className="num">
      {concerns.length}
      <VisuallyHidden> in all</VisuallyHidden>
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
        <Text size="sm" c="dimmed" className="break">
          {concern.detail}
        </Text>
      </div>
      <Help help={concern.help} range={range} />
    </Group>
  );
}

function Help({ help, range }: { readonly help: Concern['help']; readonly range: Range }): ReactElement {
  const change = useEndpointSwitch();
  const look = { size: 'compact-sm', variant: 'default' } as const;
  switch (help.kind) {
    case 'enable':
    case 'resume':
      return (
        <Button
          {...look}
          loading={change.isPending}
          onClick={() => change.mutate({ endpoint: help.endpoint, action: help.kind })}
        >
          {help.kind === 'enable' ? 'Enable' : 'Resume'}
        </Button>
      );
    case 'open':
      return (
        <Button
          {...look}
          renderRoot={(props) => (
            <Link {...props} to="/endpoints/$id" params={{ id: help.endpoint.webhook_id }} />
          )}
        >
          Open
        </Button>
      );
    case 'failed':
      return (
        <Button
          {...look}
          renderRoot={(props) => (
            <Link {...props} to="/deliveries" search={{ state: 'failed', from: rangeStart(range) }} />
          )}
        >
          Review
        </Button>
      );
    default:
      return (
        <Button
          {...look}
          renderRoot={(props) => <Link {...props} to="/deliveries" search={{ state: 'pending,sending' }} />}
        >
          Look
        </Button>
      );
  }
}
