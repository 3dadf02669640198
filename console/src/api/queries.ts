import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { isOpen } from '../operations/is-open.ts';
import { isTransient } from './request.ts';
import type { AuditFilter, Delivery, DeliveryFilter, Endpoint, EventFilter, ViewPage } from './types.ts';

/** Interval of repeating queries that the stream cannot announce, ms. */
const POLL_MS = 10_000;
/** Interval of repeating queries of pending deliveries, ms. */
const PENDING_MS = 5_000;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: api.session,
  staleTime: Infinity,
});

export const statusQuery = queryOptions({
  queryKey: ['status'],
  queryFn: api.status,
  refetchInterval: POLL_MS,
});

export const endpointsQuery = queryOptions({
  queryKey: ['endpoints'],
  queryFn: api.endpoints,
  refetchInterval: POLL_MS,
});

export const mutesQuery = queryOptions({
  queryKey: ['mutes'],
  queryFn: api.mutes,
  refetchInterval: POLL_MS,
});

const adapterQueries = { queryKey: ['adapters'], queryFn: api.adapters, staleTime: Infinity } as const;

export const adaptersQuery = queryOptions({ ...adapterQueries, select: ({ adapters }) => adapters });

/** Events for previews; the request is that of the adapters. */
export const samplesQuery = queryOptions({ ...adapterQueries, select: ({ samples }) => samples });

export type Range = '1h' | '24h' | '7d';

const HOUR_MS = 3_600_000;
const RANGES: Readonly<Record<Range, { readonly ms: number; readonly step: 'minute' | 'hour' }>> = {
  '1h': { ms: HOUR_MS, step: 'minute' },
  '24h': { ms: 24 * HOUR_MS, step: 'hour' },
  '7d': { ms: 7 * 24 * HOUR_MS, step: 'hour' },
};

/** Returns the beginning of a range, on a whole minute, so that equal figures are queried once. */
export function rangeStart(range: Range): string {
  const { ms, step } = RANGES[range];
  const unit = step === 'minute' ? 60_000 : HOUR_MS;
  return new Date(Math.ceil((Date.now() - ms) / unit) * unit).toISOString();
}

export const statsQuery = (range: Range) =>
  queryOptions({
    queryKey: ['stats', range],
    queryFn: () => api.stats({ from: rangeStart(range), step: RANGES[range].step }),
    refetchInterval: 2 * POLL_MS,
    placeholderData: keepPreviousData,
  });

/** Figures of one endpoint, by id or public name. */
export const endpointStatsQuery = (range: Range, id: string) =>
  queryOptions({
    queryKey: ['stats', range, id],
    queryFn: () => api.stats({ from: rangeStart(range), step: RANGES[range].step, endpoint: id }),
    refetchInterval: 2 * POLL_MS,
    placeholderData: keepPreviousData,
  });

/** The incidents that are open, the newest first. */
export const openIncidentsQuery = queryOptions({
  queryKey: ['incidents', 'open'],
  queryFn: () => api.incidents({ state: 'open', limit: 200 }).then((page) => page.incidents),
  refetchInterval: POLL_MS,
});

/** The newest incidents that are closed. */
export const closedIncidentsQuery = queryOptions({
  queryKey: ['incidents', 'closed'],
  queryFn: () => api.incidents({ state: 'closed', limit: 6 }).then((page) => page.incidents),
});

export const incidentsQuery = (state: 'open' | 'closed' | undefined, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['incidents', 'list', state ?? '', cursor ?? ''],
    queryFn: () => api.incidents({ ...(state && { state }), limit: 50, cursor }),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incidents', 'one', id],
    queryFn: () => api.incident(id),
    refetchInterval: ({ state }) => (state.data?.state === 'open' ? PENDING_MS : false),
  });

function isOpenDelivery({ state }: Pick<Delivery, 'state'>): boolean {
  return state === 'pending' || state === 'sending';
}

export const deliveriesQuery = (filter: DeliveryFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['deliveries', filter, cursor ?? ''],
    queryFn: () => api.deliveries(filter, cursor),
    refetchInterval: ({ state }) => (state.data?.items.some(isOpenDelivery) ? POLL_MS : false),
    placeholderData: keepPreviousData,
  });

/** Latest deliveries of an endpoint that are listed beside other content. */
const LATEST = 8;

/** The latest deliveries of an endpoint, by its public name or id. */
export const latestDeliveriesQuery = (endpoint: string) =>
  queryOptions({
    queryKey: ['deliveries', 'latest', endpoint],
    queryFn: () => api.deliveries({ endpoint }, undefined, LATEST),
  });

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['delivery', id],
    queryFn: () => api.delivery(id),
    // The hold of an open delivery changes without an event of the stream.
    refetchInterval: ({ state }) => (state.data && isOpenDelivery(state.data) ? PENDING_MS : POLL_MS),
  });

export const jobQuery = (id: string) =>
  queryOptions({ queryKey: ['job', id], queryFn: () => api.job(id), refetchInterval: POLL_MS });

export const eventsQuery = (words: string) =>
  queryOptions({
    queryKey: ['events', words],
    queryFn: () => api.findEvents(words),
    placeholderData: keepPreviousData,
  });

export const eventListQuery = (filter: EventFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['events', 'list', filter, cursor ?? ''],
    queryFn: () => api.events({ ...filter, cursor }),
    placeholderData: keepPreviousData,
  });

/** The newest event from outside, for the first steps: null before the first. */
export const newestEventQuery = queryOptions({
  queryKey: ['events', 'newest'],
  queryFn: () => api.events({ q: '-type:webhook.*,action.*' }, 1).then(({ events }) => events[0] ?? null),
});

export const queryFieldsQuery = (page: ViewPage) =>
  queryOptions({ queryKey: ['query-fields', page], queryFn: () => api.queryFields(page), staleTime: 60_000 });

export const eventCountsQuery = (filter: EventFilter) =>
  queryOptions({
    // Not below `events`: counting is expensive, and one event more changes little.
    queryKey: ['event-counts', filter],
    queryFn: () => api.eventCounts(filter),
    refetchInterval: POLL_MS,
  });

const actionQueries = { queryKey: ['actions'], queryFn: api.actions } as const;

export const actionsQuery = queryOptions(actionQueries);

/** Listeners for native buttons; the request is that of the actions. */
export const listenersQuery = queryOptions({ ...actionQueries, select: ({ listeners }) => listeners });

export const viewsQuery = queryOptions({ queryKey: ['views'], queryFn: api.views, staleTime: POLL_MS });

export const eventQuery = (id: string | null) =>
  queryOptions({
    queryKey: ['events', 'one', id],
    queryFn: () => api.event(id ?? ''),
    enabled: id !== null,
    staleTime: Infinity,
    refetchInterval: POLL_MS,
  });

export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: api.eventTypes,
  refetchInterval: POLL_MS,
});

export const operationQuery = (id: string) =>
  queryOptions({
    queryKey: ['operation', id],
    queryFn: () => api.operation(id),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.state === 'running' ? 1_000 : isOpen(state.data) ? 3_000 : false,
  });

export const operationsQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['operation', 'list', cursor ?? ''],
    queryFn: () => api.operations(cursor),
    refetchInterval: ({ state }) =>
      state.data?.operations.some((one) => one.state === 'running') ? 1_000 : POLL_MS,
    placeholderData: keepPreviousData,
  });

export const keysQuery = queryOptions({
  queryKey: ['keys'],
  queryFn: api.keys,
  refetchInterval: POLL_MS,
});

export const auditQuery = (filter: AuditFilter, cursor: string | undefined) =>
  queryOptions({
    queryKey: ['audit', filter, cursor ?? ''],
    queryFn: () => api.audit(filter, cursor),
    refetchInterval: POLL_MS,
    placeholderData: keepPreviousData,
  });

/** Entries of an endpoint's history that are shown, at most. */
const HISTORY_MAX = 100;

/** The newest changes of an endpoint: the audit log names it as the caller did, by id or public name. */
export const endpointHistoryQuery = ({ id, webhook_id: name }: Pick<Endpoint, 'id' | 'webhook_id'>) =>
  queryOptions({
    queryKey: ['audit', 'of', id],
    queryFn: async () => {
      const found = await Promise.all([id, name].map((target) => api.auditOf(target, HISTORY_MAX)));
      return found
        .flat()
        .sort((one, other) => Number(other.id) - Number(one.id))
        .slice(0, HISTORY_MAX);
    },
    refetchInterval: POLL_MS,
  });

export function worthRetrying(failures: number, error: Error): boolean {
  return failures < 3 && isTransient(error);
}

export const endpointQuery = (id: string) =>
  queryOptions({ queryKey: ['endpoints', id], queryFn: () => api.endpoint(id), refetchInterval: POLL_MS });
