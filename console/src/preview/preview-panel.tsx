import { Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { adaptersQuery } from '../api/queries.ts';
import type { Preview, PreviewSource } from '../api/types.ts';
import { Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { Drawn } from './drawn.tsx';
import { EventChoice } from './event-choice.tsx';
import { eventChoice, firstWanted, sourceOf } from './choice.ts';

interface PreviewPanelProps {
  readonly adapter: string;
  /** The types and patterns it wants: what it gets is shown first. */
  readonly events: readonly string[];
  /** A stored event to begin with. */
  readonly event?: string | undefined;
  /** Tells one subject of the preview from another, for the cache. */
  readonly subject: unknown;
  readonly load: (source: PreviewSource) => Promise<Preview>;
}

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What an endpoint would get for a sample or for an event that is stored, drawn and byte for byte. */
export function PreviewPanel({ adapter, events, event, subject, load }: PreviewPanelProps): ReactElement {
  const { data: adapters } = useQuery(adaptersQuery);
  const [picked, choose] = useState(event === undefined ? null : eventChoice(event));
  const chosen = picked ?? firstWanted(adapters?.[0]?.samples ?? [], events);
  const own = useComputedColorScheme('light');
  const [scheme, setScheme] = useState<'light' | 'dark' | null>(null);
  const query = useQuery({
    queryKey: ['preview', subject, chosen],
    queryFn: () => load(sourceOf(chosen)),
    enabled: picked !== null || adapters !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <Panel
      title="Preview"
      side={
        <Group gap="xs">
          <EventChoice value={chosen} onChange={choose} />
          {adapter !== 'generic' && (
            <SegmentedControl
              size="xs"
              data={SCHEMES}
              value={scheme ?? own}
              onChange={(value) => setScheme(value as 'light' | 'dark')}
              aria-label="Preview theme"
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
                {preview.reason ?? 'The endpoint does not receive this event.'}
              </Text>
            )}
            <Drawn preview={preview} adapter={adapter} scheme={scheme ?? own} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
