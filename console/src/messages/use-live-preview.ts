import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint, Preview, PreviewSource } from '../api/types.ts';
import { problemsOf, refusedBy, type Problem } from './faults.ts';

/** Time after the last keystroke at which the preview is asked for, ms. */
const SETTLE_MS = 250;

export interface LivePreview {
  /** The last preview that was answered; undefined before the first. */
  readonly preview: Preview | undefined;
  readonly error: Error | null;
  /** True while the shown preview is of an earlier text. */
  readonly outdated: boolean;
  readonly problems: readonly Problem[];
}

/**
 * Asks for the preview of a request a moment after its last change. A newer request cancels an older one, and what was shown stays
 * until its answer is there.
 *
 * @param request event and presentation; null: they cannot be sent yet
 */
export function useLivePreview(
  { id, updated_at: version }: Pick<Endpoint, 'id' | 'updated_at'>,
  request: PreviewSource | null,
): LivePreview {
  const wanted = request === null ? null : JSON.stringify(request);
  const [asked] = useDebouncedValue(wanted, SETTLE_MS);
  const query = useQuery({
    queryKey: ['preview', id, version, asked],
    queryFn: ({ signal }) => api.previewEndpoint(id, JSON.parse(asked!) as PreviewSource, signal),
    enabled: asked !== null,
    retry: false,
    gcTime: 30_000,
  });
  const [last, keep] = useState(query.data);
  if (query.data !== undefined && query.data !== last) keep(query.data);
  const current = query.data ?? (query.error ? undefined : last);
  return {
    preview: query.data ?? last,
    error: query.error,
    outdated: wanted !== asked || query.isFetching,
    problems: [...(current ? problemsOf(current) : []), ...refusedBy(query.error)],
  };
}
