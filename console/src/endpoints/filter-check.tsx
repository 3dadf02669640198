import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { errorMessage } from '../parts/refusals.ts';
import { filterFault, filterOf } from './form-values.ts';

const SETTLE_MS = 400;

interface CheckProps {
  readonly filter: string;
  readonly events: readonly string[];
}

/** Shows, a moment after the last keystroke, what filter and event types match among the newest stored events, and what they never can. */
export function FilterCheck({ filter, events }: CheckProps): ReactElement {
  const [asked] = useDebouncedValue(JSON.stringify([filter, events]), SETTLE_MS);
  const [text, types] = JSON.parse(asked) as [string, string[]];
  const valid = filterFault(text) === null && types.length > 0;
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['filter-check', asked],
    queryFn: () => api.checkFilter({ filter: filterOf(text), events: types }),
    enabled: valid,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  // The line is reserved from the start, so that the result moves nothing.
  return (
    <div aria-live="polite" style={{ minHeight: 20, opacity: isPlaceholderData ? 0.6 : 1 }}>
      {valid && data && (
        <>
          {text.trim() !== '' && (
            <Text size="sm" className={tone(data)}>
              {data.summary}
            </Text>
          )}
          {data.warnings.map((warning) => (
            <Text key={warning} size="sm" className="tone-warn break">
              {warning}
            </Text>
          ))}
        </>
      )}
      {valid && error && (
        <Text size="sm" className="tone-bad break">
          {errorMessage(error)}
        </Text>
      )}
    </div>
  );
}

function tone({ matched, examined }: { readonly matched: number; readonly examined: number }): string {
  return matched === 0 && examined > 0 ? 'tone-warn num' : 'num';
}
