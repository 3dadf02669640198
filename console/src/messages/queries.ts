import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { eventQuery, eventTypesQuery, samplesQuery } from '../api/queries.ts';
import { eventOf, sourceOf } from '../preview/choice.ts';

export const templateWordsQuery = queryOptions({
  queryKey: ['template-words'],
  queryFn: api.templateWords,
  staleTime: Infinity,
});

/** Returns the tags, filters and paths of templates; empty lists until they are loaded. */
export function useTemplateWords() {
  return useQuery(templateWordsQuery).data ?? { scope: [], tags: [], filters: [] };
}

/** Returns the type of the chosen event with its entry in the catalogue, and its data; undefined while they are loading. */
export function useChosenEvent(choice: string) {
  const { data: samples } = useQuery(samplesQuery);
  const { data: types } = useQuery(eventTypesQuery);
  const { data: stored } = useQuery(eventQuery(eventOf(choice)));
  const sample = sourceOf(choice).sample ?? null;
  const found = sample === null ? stored : samples?.find(({ event }) => event === sample);
  const name = sample ?? stored?.type;
  return { type: types?.find(({ type }) => type === name), data: found?.data };
}
