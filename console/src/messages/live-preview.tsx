import '../parts/kind.css';
import { Group, SegmentedControl, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Adapter, Endpoint, Preview } from '../api/types.ts';
import { errorMessage } from '../parts/refusals.ts';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/page.tsx';
import { Exact, Message } from '../preview/drawn.tsx';
import { EventChoice } from '../preview/event-choice.tsx';
import { PREVIEWS } from '../preview/previews.ts';
import { Banner } from './banner.tsx';
import { MessagePart, type Part } from './message-part.tsx';
import { SendTest } from './send-test.tsx';
import type { LivePreview as Live } from './use-live-preview.ts';
import { Loading } from '../parts/feedback.tsx';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const WIDTHS = [
  { value: 'wide', label: 'Desktop' },
  { value: 'phone', label: 'Phone' },
];

interface LivePreviewProps {
  readonly endpoint: Endpoint;
  readonly adapter: Adapter;
  readonly live: Live;
  readonly choice: string;
  readonly onChoose: (choice: string) => void;
  readonly part: Part;
  readonly onPart: (part: Part) => void;
  /** Event and texts of a test; null: they cannot be sent yet. */
  readonly request: Parameters<typeof SendTest>[0]['request'];
}

/** Shows what the endpoint would receive with the texts of the form, a moment after each change. */
export function LivePreview({
  endpoint,
  adapter,
  live,
  choice,
  onChoose,
  part,
  onPart,
  request,
}: LivePreviewProps): ReactElement {
  const { preview, error } = live;
  const look = useLook();
  const drawn = PREVIEWS[adapter.type] !== undefined;
  return (
    <Panel title="Preview" side={<EventChoice value={choice} onChange={onChoose} endpoint={endpoint} />}>
      <Stack gap="md">
        {drawn && (
          <Group gap="xs">
            <Look {...look} />
            <MessagePart endpoint={endpoint} part={part} onPart={onPart} />
          </Group>
        )}
        {error && <Text className="tone-bad break">{errorMessage(error)}</Text>}
        {preview ? (
          <Shown preview={preview} adapter={adapter} outdated={live.outdated} {...look} />
        ) : (
          !error && <Loading height={320} />
        )}
        <SendTest endpoint={endpoint} request={request} part={part} />
      </Stack>
    </Panel>
  );
}

type Scheme = 'light' | 'dark';

function useLook() {
  const own = useComputedColorScheme('light');
  const [scheme, setScheme] = useState<Scheme | null>(null);
  const [width, setWidth] = useState('wide');
  return { scheme: scheme ?? own, width, setScheme, setWidth };
}

type LookProps = ReturnType<typeof useLook>;

function Look({ scheme, width, setScheme, setWidth }: LookProps): ReactElement {
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        data={SCHEMES}
        value={scheme}
        onChange={(value) => setScheme(value as Scheme)}
        aria-label="Preview theme"
      />
      <SegmentedControl
        size="xs"
        data={WIDTHS}
        value={width}
        onChange={setWidth}
        aria-label="Preview width"
      />
    </Group>
  );
}

interface ShownProps extends Pick<LookProps, 'scheme' | 'width'> {
  readonly preview: Preview;
  readonly adapter: Adapter;
  readonly outdated: boolean;
}

function Shown({ preview, adapter, outdated, scheme, width }: ShownProps): ReactElement {
  const drawn = PREVIEWS[adapter.type] !== undefined;
  return (
    <>
      {!preview.matches && (
        <Text className="tone-warn">{preview.reason ?? 'The endpoint does not receive this event.'}</Text>
      )}
      <div className="stage" data-width={width} aria-busy={outdated}>
        {preview.banner !== null && <Banner banner={preview.banner} app={adapter.label} scheme={scheme} />}
        {preview.banner === null && drawn && adapter.presents === 'message' && (
          <Text size="sm" c="dimmed">
            Devices show no notification of this message.
          </Text>
        )}
        {drawn ? (
          <Message preview={preview} adapter={adapter.type} scheme={scheme} />
        ) : (
          <Exact preview={preview} adapter={adapter.type} />
        )}
      </div>
      {preview.notes.length > 0 && (
        <Note tone="warn" title="Templates that failed">
          {preview.notes.map((note) => (
            <div key={note}>{note}</div>
          ))}
        </Note>
      )}
      {drawn && (
        <details className="kind">
          <summary>Request and limits</summary>
          <div style={{ marginTop: 10 }}>
            <Exact preview={preview} adapter={adapter.type} />
          </div>
        </details>
      )}
    </>
  );
}
