import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../api/client.ts';
import { adaptersQuery, endpointsQuery } from '../api/queries.ts';
import type { Adapter, Preview, PreviewSource } from '../api/types.ts';
import { PREVIEWS } from '../preview/previews.ts';
import { taken } from './taken.ts';

export type Detail = 'compact' | 'standard' | 'full';

/** A channel that messages can be previewed for. */
export interface PreviewTarget {
  readonly value: string;
  readonly label: string;
  readonly adapter: string;
  /** Detail of its messages unless another is chosen. */
  readonly detail: Detail;
  readonly load: (source: PreviewSource, detail: Detail) => Promise<Preview>;
}

/** A URL of nobody that most kinds of chats accept behind their prefix. */
const NOWHERE = 'https://chat.invalid/api/webhooks/1/preview';

/** Previews an endpoint that is not saved. Nothing is sent. */
const example = ({ type, label }: Adapter): PreviewTarget => ({
  value: `adapter:${type}`,
  label: `${label} (example)`,
  adapter: type,
  detail: 'compact',
  load: (source, detail) => api.previewDraft({ url: `${type}+${NOWHERE}`, message: { detail } }, source),
});

/** Finds the kinds of chats that a message can be drawn for without an endpoint. */
const examplesQuery = (adapters: readonly Adapter[]) =>
  queryOptions({
    queryKey: ['preview', 'examples', adapters.map(({ type }) => type)],
    queryFn: async () => {
      const all = adapters.filter(({ type }) => PREVIEWS[type]).map(example);
      const tried = await Promise.allSettled(
        all.map(({ load }) => load({ event: 'webhook.test' }, 'compact')),
      );
      return taken(all, tried);
    },
    enabled: adapters.length > 0,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });

/**
 * The channels whose messages have texts of event types: the endpoints, then examples. Undefined until they are known.
 *
 * @param all whether every example is wanted: each takes a request, and without endpoints the first one is enough to begin with
 */
export function usePreviewTargets(all: boolean): readonly PreviewTarget[] | undefined {
  const { data: adapters } = useQuery(adaptersQuery);
  const { data: endpoints } = useQuery(endpointsQuery);
  const own = endpoints
    ?.filter(({ adapter }) => PREVIEWS[adapter])
    .map(({ id, name, adapter, message }) => ({
      value: id,
      label: name,
      adapter,
      detail: message?.detail ?? ('compact' as const),
      load: (source: PreviewSource, detail: Detail) =>
        api.previewEndpoint(id, { ...source, message: { detail } }),
    }));
  const tried = all ? adapters : own?.length === 0 ? adapters?.slice(0, 1) : [];
  const { data: examples = [], isLoading } = useQuery(examplesQuery(tried ?? []));
  if (!own || !adapters || (isLoading && own.length === 0)) return undefined;
  return [...own, ...examples];
}
