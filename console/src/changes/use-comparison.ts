import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import type { CompareRequest, Comparison, Endpoint, EndpointDraft } from '../api/types.ts';

/** Time after the last keystroke at which the comparison is asked for, ms. */
const SETTLE_MS = 400;

interface Asked {
  readonly data: Comparison | undefined;
  readonly error: Error | null;
  /** True while what is shown is of an earlier change. */
  readonly outdated: boolean;
}

/**
 * Compares a change with the endpoint as it is, over the newest stored events, a moment after its last edit.
 *
 * @param changes null: nothing is compared
 */
export function useComparison(
  { id, updated_at: version }: Pick<Endpoint, 'id' | 'updated_at'>,
  changes: EndpointDraft | null,
): Asked {
  const wanted = changes === null ? null : JSON.stringify({ changes });
  const [asked] = useDebouncedValue(wanted, SETTLE_MS);
  const query = useQuery({
    queryKey: ['compare', id, version, asked],
    queryFn: ({ signal }) => api.compare(id, JSON.parse(asked!) as CompareRequest, signal),
    enabled: asked !== null && wanted !== null,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  return {
    data: wanted === null ? undefined : query.data,
    error: query.error,
    outdated: wanted !== asked || query.isPlaceholderData,
  };
}
