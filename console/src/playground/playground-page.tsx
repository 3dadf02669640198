import { Autocomplete, Group, JsonInput, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { EVENT_TYPE } from '../api/event-type.ts';
import { isJsonObject, parseJson } from '../api/exact-json.ts';
import { eventQuery, samplesQuery } from '../api/queries.ts';
import type { EventData, EventDetail, Sample } from '../api/types.ts';
import { Loading, Problem } from '../parts/feedback.tsx';
import { readKept, useKept } from '../parts/kept.ts';
import { Page, Panel } from '../parts/page.tsx';
import { Steady } from '../parts/steady.tsx';
import { FieldHelp } from './field-help.tsx';
import { Sent } from './sent.tsx';
import { ReceivingEndpoints } from './receiving-endpoints.tsx';
import { MayButton } from '../parts/may-button.tsx';

const route = getRouteApi('/app/playground');
const SETTLE_MS = 350;
const DRAFT = 'playground-draft';

/** Edits an event, shows which endpoints would receive it and in which form, and sends it. */
export function PlaygroundPage(): ReactElement {
  const { data: known, isPending } = useQuery(samplesQuery);
  const samples = known ?? [];
  const { type, written, text, choose, setText, stored } = useComposed(samples);
  const previewed = useSettled(type, written, known);
  const data = objectOf(text);
  const send = useMutation({ mutationFn: () => api.trigger(type, data ?? {}) });
  return (
    <Page title="Playground" lead="Compose an event, preview what each endpoint would receive, and send it.">
      {stored.error && <Problem error={stored.error} />}
      {(isPending || stored.isLoading) && <Loading height={320} />}
      <Steady ready={!isPending && !stored.isLoading}>
        <div className="split">
          <Panel title="The event">
            <Stack>
              <TypeField type={type} setType={choose} samples={samples} />
              <JsonInput
                label="Data"
                description="A JSON object"
                autosize
                minRows={12}
                maxRows={24}
                value={text}
                onChange={setText}
                error={data === null && text !== '' ? 'This is not a JSON object yet.' : undefined}
                styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
              />
              <FieldHelp />
              {send.error && <Problem error={send.error} />}
              <Group justify="space-between">
                <Text c="dimmed" size="sm">
                  This sends a real event.
                </Text>
                <MayButton
                  needs="admin"
                  leftSection={<IconSend size={15} />}
                  disabled={data === null || typeFault(type) !== null}
                  loading={send.isPending}
                  onClick={() => send.mutate()}
                >
                  Send the event
                </MayButton>
              </Group>
              {send.data && <Sent eventId={send.data.event_id} />}
            </Stack>
          </Panel>
          <ReceivingEndpoints {...previewed} />
        </div>
      </Steady>
    </Page>
  );
}

/**
 * Holds the event: it begins with the sample of a type, or as a stored event, which the address names. What was typed survives a reload of
 * the tab, and the end of the session.
 */
function useComposed(samples: readonly Sample[]) {
  const { event: wanted = 'job.completed', id = null } = route.useSearch();
  const [kept] = useState(() => keptDraft(wanted, id));
  const [type, setType] = useState(kept?.type ?? wanted);
  // The text written by the person; null: the sample of the type.
  const [written, setText] = useState(kept?.written ?? null);
  const isChanged = type !== wanted || written !== null;
  useKept(DRAFT, isChanged ? { wanted, id, type, written } : null);
  const stored = useStored(kept === null ? id : null, (event) => {
    setType(event.type);
    setText(JSON.stringify(event.data, null, 2));
  });
  const text = written ?? sampleText(samples, type);
  const choose = (next: string): void => {
    // A new type replaces the sample, not text that a person has written.
    const isKnown = samples.some(({ event }) => event === next);
    if (written === null && !isKnown) setText(text);
    if (written !== null && isKnown && isSample(samples, written)) setText(null);
    setType(next);
  };
  return { type, written, text, choose, setText, stored };
}

/** An event as it was typed at an address. */
interface EventDraft {
  readonly type: string;
  readonly written: string | null;
}

/** Reads what was typed at the address; null for nothing. */
function keptDraft(wanted: string, id: string | null): EventDraft | null {
  const kept = readKept(DRAFT) as
    (EventDraft & { readonly wanted: string; readonly id: string | null }) | null;
  if (kept?.wanted !== wanted || kept.id !== id || typeof kept.type !== 'string') return null;
  return { type: kept.type, written: typeof kept.written === 'string' ? kept.written : null };
}

/** Reads a stored event, and hands it over once. */
function useStored(id: string | null, begin: (event: EventDetail) => void): UseQueryResult<EventDetail> {
  const query = useQuery(eventQuery(id));
  const [begun, setBegun] = useState<string | null>(null);
  if (query.data && begun !== id) {
    setBegun(id);
    begin(query.data);
  }
  return query;
}

/** The event to preview, a moment after the last keystroke; `data` is null while there is none. */
function useSettled(
  type: string,
  written: string | null,
  samples: readonly Sample[] | undefined,
): { event: string; data: EventData | null } {
  const [settled] = useDebouncedValue(JSON.stringify([type, written]), SETTLE_MS);
  const [event, text] = JSON.parse(settled) as [string, string | null];
  const isKnown = samples !== undefined && typeFault(event) === null;
  return { event, data: isKnown ? objectOf(text ?? sampleText(samples, event)) : null };
}

function isSample(samples: readonly Sample[], text: string): boolean {
  return samples.some(({ event }) => sampleText(samples, event) === text);
}

function sampleText(samples: readonly Sample[], type: string): string {
  const sample = samples.find(({ event }) => event === type);
  return JSON.stringify(sample?.data ?? {}, null, 2);
}

interface TypeProps {
  readonly type: string;
  readonly setType: (type: string) => void;
  readonly samples: readonly Sample[];
}

function TypeField({ type, setType, samples }: TypeProps): ReactElement {
  return (
    <Autocomplete
      label="Type"
      description="Pick a known type to load a sample, or enter your own (a–z, 0–9, _ and dots)."
      data={samples.map(({ event }) => event)}
      value={type}
      onChange={setType}
      error={typeFault(type)}
      filter={({ options }) => options}
    />
  );
}

const TYPE_MAX = 128;

/** Names the fault of an event type; null when it has none. */
function typeFault(type: string): string | null {
  if (type.length > TYPE_MAX) return `A type has at most ${TYPE_MAX} characters.`;
  return EVENT_TYPE.test(type)
    ? null
    : 'An event type is lower-case words of a–z, 0–9 and _ joined by dots, e.g. invoice.paid.';
}

function objectOf(text: string): EventData | null {
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? (value as EventData) : null;
  } catch {
    return null;
  }
}
