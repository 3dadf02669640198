import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { eventListQuery } from '../api/queries.ts';
import type { EventData, EventSummary, EventType, EventTypeEntry, Preview } from '../api/types.ts';
import { usePreviewTargets, type Detail, type PreviewTarget } from './preview-targets.ts';

const SETTLE_MS = 300;
export const SAMPLE = 'sample';

interface Wanted {
  readonly type: string;
  /** The type as it is listed: another one is previewed anew. Null for a type that is not listed. */
  readonly listed: EventType | null;
  /** The entry that is not saved; null: the type as it is saved. */
  readonly entry: EventTypeEntry | null;
  /** Data of the sample; undefined until it is known. */
  readonly data: EventData | undefined;
}

/** The preview of a message, and what is chosen for it. */
export interface TypePreview {
  readonly query: UseQueryResult<Preview>;
  /** Undefined until they are known. */
  readonly targets: readonly PreviewTarget[] | undefined;
  readonly target: PreviewTarget | undefined;
  readonly chooseTarget: (value: string) => void;
  /** Adds the examples of all kinds of chats to the targets. */
  readonly loadExamples: () => void;
  readonly stored: readonly EventSummary[];
  /** `sample`, or the id of a stored event. */
  readonly event: string;
  readonly chooseEvent: (value: string) => void;
  readonly detail: Detail;
  readonly chooseDetail: (value: Detail) => void;
}

/** Previews the message of a type, a moment after the last keystroke. */
export function useTypePreview({ type, listed, entry, data }: Wanted): TypePreview {
  const [all, setAll] = useState(false);
  const targets = usePreviewTargets(all);
  const { data: page } = useQuery(eventListQuery({ type }, undefined));
  const [picked, chooseTarget] = useState<string | null>(null);
  const [event, chooseEvent] = useState(SAMPLE);
  const [ownDetail, chooseDetail] = useState<Detail | null>(null);
  const target = targets?.find(({ value }) => value === picked) ?? targets?.[0];
  const detail = ownDetail ?? target?.detail ?? 'compact';
  const [settled] = useDebouncedValue(JSON.stringify(entry), SETTLE_MS);
  const query = useQuery({
    queryKey: ['preview', 'event-type', type, listed, target?.value, event, detail, settled, data],
    queryFn: () => {
      const source = event === SAMPLE ? { event: type, data: data! } : { event_id: event };
      return target!.load({ ...source, ...(entry && { event_type: entry }) }, detail);
    },
    enabled: target !== undefined && data !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const stored = page?.events ?? [];
  const loadExamples = (): void => setAll(true);
  return {
    query,
    targets,
    target,
    chooseTarget,
    loadExamples,
    stored,
    event,
    chooseEvent,
    detail,
    chooseDetail,
  };
}
