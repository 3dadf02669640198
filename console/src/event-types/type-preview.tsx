import { Group, SegmentedControl, Select, Stack, Text, useComputedColorScheme } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import type { Preview } from '../api/types.ts';
import { Empty, Loaded } from '../parts/feedback.tsx';
import { moment } from '../parts/format.ts';
import { Panel } from '../parts/page.tsx';
import { Message } from '../preview/drawn.tsx';
import { usePreloadedDrawing } from '../preview/previews.ts';
import type { Detail } from './preview-targets.ts';
import { SAMPLE, type TypePreview as Shown } from './use-type-preview.ts';

type Scheme = 'light' | 'dark';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const DETAILS = [
  { value: 'compact', label: 'Compact' },
  { value: 'standard', label: 'Standard' },
  { value: 'full', label: 'Full' },
];

/** Draws the message of the type as a chat shows it. */
export function TypePreview({ preview }: { readonly preview: Shown }): ReactElement {
  const own = useComputedColorScheme('light');
  const [scheme, setScheme] = useState<Scheme | null>(null);
  const { query, target, detail, chooseDetail } = preview;
  usePreloadedDrawing(target?.adapter);
  return (
    <Panel
      title="Message preview"
      side={
        <SegmentedControl
          size="xs"
          data={SCHEMES}
          value={scheme ?? own}
          onChange={(value) => setScheme(value as Scheme)}
          aria-label="Preview theme"
        />
      }
    >
      <Stack gap="sm">
        <Choices preview={preview} />
        <SegmentedControl
          size="xs"
          data={DETAILS}
          value={detail}
          onChange={(value) => chooseDetail(value as Detail)}
          aria-label="Detail"
          style={{ alignSelf: 'flex-start' }}
        />
        {preview.targets?.length === 0 ? (
          <Empty title="No preview">Add a chat endpoint to see how it shows the message.</Empty>
        ) : (
          <Loaded query={query} height={200}>
            {(shown) => target && <Told preview={shown} adapter={target.adapter} scheme={scheme ?? own} />}
          </Loaded>
        )}
      </Stack>
    </Panel>
  );
}

/** Chooses the channel and the event. */
function Choices({ preview }: { readonly preview: Shown }): ReactElement {
  const { targets = [], target, chooseTarget, loadExamples, stored, event, chooseEvent } = preview;
  const events = stored.map(({ id, job_id: job, accepted_at: at }) => ({
    value: id,
    label: `${job ?? id}, ${moment(at)}`,
  }));
  return (
    <Group gap="xs" grow preventGrowOverflow={false}>
      <Select
        size="xs"
        data={targets.map(({ value, label }) => ({ value, label }))}
        value={target?.value ?? null}
        onChange={(value) => value !== null && chooseTarget(value)}
        onDropdownOpen={loadExamples}
        allowDeselect={false}
        aria-label="Channel"
        disabled={targets.length === 0}
      />
      <Select
        size="xs"
        data={[{ value: SAMPLE, label: 'Sample data' }, ...events]}
        value={event}
        onChange={(value) => value !== null && chooseEvent(value)}
        allowDeselect={false}
        aria-label="Event to preview"
      />
    </Group>
  );
}

interface MessageProps {
  readonly preview: Preview;
  readonly adapter: string;
  readonly scheme: Scheme;
}

function Told({ preview, adapter, scheme }: MessageProps): ReactElement {
  const { banner, notes, missing } = preview;
  const ofType = missing.filter(({ field }) => field.startsWith('event_type.'));
  const told = new Set([...notes, ...ofType.map(({ message }) => message)]);
  return (
    <Stack gap="sm">
      <Message preview={preview} adapter={adapter} scheme={scheme} />
      {banner !== null && (
        <Text size="sm" className="break">
          <Text span c="dimmed" inherit>
            Notification text:{' '}
          </Text>
          {[banner.title, banner.text].filter(Boolean).join(' · ')}
        </Text>
      )}
      {[...told].map((note) => (
        <Text key={note} size="sm" className="tone-warn break">
          {note}
        </Text>
      ))}
    </Stack>
  );
}
