import { Group, SegmentedControl, Select, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { adaptersQuery, eventsQuery } from '../api/queries.ts';
import type { Preview, PreviewSource } from '../api/types.ts';
import { Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { Drawn } from './drawn.tsx';

interface PreviewPanelProps {
  readonly adapter: string;
  /** Tells one subject of the preview from another, for the cache. */
  readonly subject: unknown;
  readonly load: (source: PreviewSource) => Promise<Preview>;
}

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What an endpoint would get for a sample or for an event that is stored, drawn and byte for byte. */
export function PreviewPanel({ adapter, subject, load }: PreviewPanelProps): ReactElement {
  const [chosen, choose] = useState('sample:job.completed');
  const own = useComputedColorScheme('light');
  const [scheme, setScheme] = useState<'light' | 'dark' | null>(null);
  const query = useQuery({
    queryKey: ['preview', subject, chosen],
    queryFn: () => load(sourceOf(chosen)),
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Panel
      title="Preview"
      side={
        <Group gap="xs">
          <SourceSelect value={chosen} onChange={choose} />
          {adapter !== 'generic' && (
            <SegmentedControl
              size="xs"
              data={SCHEMES}
              value={scheme ?? own}
              onChange={(value) => setScheme(value as 'light' | 'dark')}
              aria-label="Colours of the preview"
            />
          )}
        </Group>
      }
    >
      <Loaded query={query} height={340}>
        {(preview) => (
          <Stack gap="md">
            {!preview.matches && (
              <Text className="tone-warn">
                {preview.reason ?? 'The endpoint does not want this event: it would not be sent.'}
              </Text>
            )}
            <Drawn preview={preview} adapter={adapter} scheme={scheme ?? own} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}

function sourceOf(chosen: string): PreviewSource {
  const [kind, id] = [chosen.slice(0, chosen.indexOf(':')), chosen.slice(chosen.indexOf(':') + 1)];
  return kind === 'event' ? { event_id: id } : { sample: id };
}

interface SourceSelectProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SourceSelect({ value, onChange }: SourceSelectProps): ReactElement {
  const { data: adapters = [] } = useQuery(adaptersQuery);
  const { data: events = [] } = useQuery(eventsQuery);
  const samples = (adapters[0]?.samples ?? []).map(({ name, event }) => ({
    value: `sample:${event}`,
    label: name,
  }));
  const stored = events.map(({ id, type, accepted_at: at }) => ({
    value: `event:${id}`,
    label: `${type}, ${new Date(at).toLocaleTimeString()}`,
  }));
  return (
    <Select
      size="xs"
      w={230}
      data={[
        { group: 'Samples', items: samples },
        { group: 'Stored events', items: stored },
      ]}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      searchable
      aria-label="The event to preview"
    />
  );
}
