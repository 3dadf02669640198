import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import type { Comparison, Endpoint, EndpointDraft } from '../api/types.ts';

/** Time after the last keystroke at which the comparison is asked for, ms. */
const SETTLE_MS = 400;

interface Asked {
  /** The change that is compared: the one of a moment ago while a person writes; null: nothing is. */
  readonly changes: EndpointDraft | null;
  readonly data: Comparison | undefined;
  readonly error: Error | null;
  /** True while the comparison shown is of an earlier change. */
  readonly outdated: boolean;
}

/**
 * Compares a change with the endpoint as it is, over the newest stored events, a moment after its last edit.
 *
 * @param draft null: nothing is compared
 */
export function useComparison(
  { id, updated_at: version }: Pick<Endpoint, 'id' | 'updated_at'>,
  draft: EndpointDraft | null,
): Asked {
  const wanted = draft === null ? null : JSON.stringify(draft);
  const [asked] = useDebouncedValue(wanted, SETTLE_MS);
  const compared = useMemo(() => (asked === null ? null : (JSON.parse(asked) as EndpointDraft)), [asked]);
  const changes = wanted === null ? null : compared;
  const query = useQuery({
    queryKey: ['compare', id, version, asked],
    queryFn: ({ signal }) => api.compare(id, { changes: changes! }, signal),
    enabled: changes !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  return {
    changes,
    data: wanted === null ? undefined : query.data,
    error: query.error,
    outdated: wanted !== asked || query.isPlaceholderData,
  };
}
