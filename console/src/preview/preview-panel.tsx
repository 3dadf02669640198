import { Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactElement } from 'react';
import { samplesQuery } from '../api/queries.ts';
import type { Preview, PreviewSource } from '../api/types.ts';
import { Loaded } from '../parts/feedback.tsx';
import { Panel } from '../parts/page.tsx';
import { Drawn } from './drawn.tsx';
import { PREVIEWS, usePreloadedDrawing } from './previews.ts';
import { EventChoice } from './event-choice.tsx';
import { eventChoice, firstWanted, sourceOf } from './choice.ts';

interface PreviewPanelProps {
  readonly adapter: string;
  /** Event types and patterns of the endpoint: a sample of one of them is shown first. */
  readonly events: readonly string[];
  /** Id of a stored event to begin with. */
  readonly event?: string | undefined;
  /** Part of the cache key: what the preview is of. */
  readonly subject: unknown;
  readonly load: (source: PreviewSource) => Promise<Preview>;
  /** True where the message stands above the request, in a narrow column. */
  readonly stacked?: boolean;
  /** Gets the shown preview and the choice of its event, after each change. */
  readonly onShown?: (preview: Preview, choice: string) => void;
}

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** Shows what an endpoint would receive for a sample or a stored event: drawn, and byte for byte. */
export function PreviewPanel({
  adapter,
  events,
  event,
  subject,
  load,
  stacked = false,
  onShown,
}: PreviewPanelProps): ReactElement {
  usePreloadedDrawing(adapter);
  const { data: samples } = useQuery(samplesQuery);
  const [picked, choose] = useState(event === undefined ? null : eventChoice(event));
  const chosen = picked ?? firstWanted(samples ?? [], events);
  const own = useComputedColorScheme('light');
  const [scheme, setScheme] = useState<'light' | 'dark' | null>(null);
  const query = useQuery({
    queryKey: ['preview', subject, chosen],
    queryFn: () => load(sourceOf(chosen)),
    enabled: picked !== null || samples !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { data: shown } = query;
  useEffect(() => {
    if (shown) onShown?.(shown, chosen);
  }, [shown, chosen, onShown]);
  return (
    <Panel
      title="Preview"
      side={
        <Group gap="xs">
          <EventChoice value={chosen} onChange={choose} />
          {PREVIEWS[adapter] && (
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
            <Drawn preview={preview} adapter={adapter} scheme={scheme ?? own} stacked={stacked} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  );
}
