import { Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { ComparedEvent, Endpoint, EndpointDraft, Preview } from '../api/types.ts';
import { Code } from '../parts/code.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { pretty } from '../parts/format.ts';
import { Message } from '../preview/drawn.tsx';
import { PREVIEWS, usePreloadedDrawing } from '../preview/previews.ts';
import { outcomeWords } from './change-words.ts';

interface SidesProps {
  readonly endpoint: Endpoint;
  readonly changes: EndpointDraft;
  readonly event: ComparedEvent;
}

/** Shows what the endpoint makes of an event now, and what it would make of it. */
export function SideBySide({ endpoint, changes, event }: SidesProps): ReactElement {
  usePreloadedDrawing(endpoint.adapter);
  const query = useQuery({
    queryKey: [
      'compare',
      endpoint.id,
      endpoint.updated_at,
      'previews',
      event.event_id,
      JSON.stringify(changes),
    ],
    queryFn: () => api.compare(endpoint.id, { changes, event_id: event.event_id }),
    retry: false,
    gcTime: 0,
  });
  return (
    <Loaded query={query} height={220}>
      {({ previews }) =>
        previews && (
          <div className="sides">
            <Side title="Now" adapter={endpoint.adapter} preview={previews.before} of={event.before} />
            <Side
              title="With your changes"
              adapter={endpoint.adapter}
              preview={previews.after}
              of={event.after}
            />
          </div>
        )
      }
    </Loaded>
  );
}

interface SideProps {
  readonly title: string;
  readonly adapter: string;
  readonly preview: Preview;
  readonly of: ComparedEvent['before'];
}

function Side({ title, adapter, preview, of: { outcome, reason } }: SideProps): ReactElement {
  const scheme = useComputedColorScheme('light');
  const [tone, words] = outcomeWords(outcome);
  const drawn = PREVIEWS[adapter] !== undefined;
  return (
    <Stack gap={6} style={{ minWidth: 0 }} role="group" aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {outcome === 'sent' || (
        <Text size="sm" className={`tone-${tone} break`}>
          {[words, reason].filter(Boolean).join(': ')}
        </Text>
      )}
      {outcome === 'skipped' || outcome === 'dropped' ? null : drawn ? (
        <Message preview={preview} adapter={adapter} scheme={scheme} />
      ) : (
        <Code value={pretty(preview.body)} label="body" />
      )}
    </Stack>
  );
}
