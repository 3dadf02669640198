import { EVENT_TYPE } from './event-type.ts';
import { answered, http } from './request.ts';
import type * as T from './types.ts';
import type { Repair } from './types.ts';

const at = (id: string) => ({ params: { path: { id } } });
/** Names an event type, and the revision of its entry that a person has seen. */
const ofType = (type: string, revision: number) => ({
  params: { path: { type }, header: { 'If-Match': `"${revision}"` } },
});

/** All API calls of the console, one line each. */
export const api = {
  session: () => answered(http.GET('/api/console/session')).then((r) => r.session),
  login: (key: string) => answered(http.POST('/api/console/login', { body: { key } })),
  logout: () => answered(http.POST('/api/console/logout')),

  status: () => answered(http.GET('/api/webhooks/status')).then((r) => r.webhooks),
  stats: (query: { from: string; step: 'minute' | 'hour'; endpoint?: string }) =>
    answered(http.GET('/api/webhooks/stats', { params: { query } })).then((r) => r.stats),
  adapters: () => answered(http.GET('/api/webhooks/adapters')),

  endpoints,
  endpoint: (id: string) =>
    answered(http.GET('/api/webhooks/endpoints/{id}', at(id))).then((r) => r.endpoint),
  createEndpoint: (body: T.EndpointDraft) => answered(http.POST('/api/webhooks/endpoints', { body })),
  updateEndpoint: (id: string, body: T.EndpointDraft) =>
    answered(http.PATCH('/api/webhooks/endpoints/{id}', { ...at(id), body })),
  deleteEndpoint: (id: string) => answered(http.DELETE('/api/webhooks/endpoints/{id}', at(id))),
  switchEndpoint: (id: string, action: EndpointSwitch) =>
    answered(http.POST(`/api/webhooks/endpoints/{id}/${action}`, at(id))),
  rotateSecret: (id: string) =>
    answered(http.POST('/api/webhooks/endpoints/{id}/rotate-secret', { ...at(id), body: {} })),
  countForReplay: (id: string, events: T.ReplaySource) =>
    counted(
      http.POST('/api/webhooks/endpoints/{id}/replay', { ...at(id), body: { ...events, dry_run: true } }),
    ),
  replay: (id: string, events: T.ReplaySource) =>
    started(http.POST('/api/webhooks/endpoints/{id}/replay', { ...at(id), body: events })),
  testEndpoint: (id: string, body?: T.PreviewSource) =>
    answered(http.POST('/api/webhooks/endpoints/{id}/test', { ...at(id), ...(body && { body }) })),
  probe: (id: string, by: T.ProbeWith) =>
    answered(http.POST('/api/webhooks/endpoints/{id}/probe', { ...at(id), body: { with: by } })),
  mutes: () => answered(http.GET('/api/webhooks/mutes')).then((r) => r.mutes),
  mute: (id: string, body: T.MuteDraft) =>
    answered(http.POST('/api/webhooks/endpoints/{id}/mute', { ...at(id), body })),
  muteAll: (body: T.MuteDraft) => answered(http.POST('/api/webhooks/mutes', { body })),
  endMute: (id: string) => answered(http.DELETE('/api/webhooks/mutes/{id}', at(id))),
  previewEndpoint: (id: string, body: T.PreviewSource, signal?: AbortSignal) =>
    answered(
      http.POST('/api/webhooks/endpoints/{id}/preview', { ...at(id), body, ...(signal && { signal }) }),
    ).then((r) => r.preview),
  actions: () => answered(http.GET('/api/webhooks/actions')),
  templateWords: () => answered(http.GET('/api/webhooks/templates')),

  check: (body: T.EndpointDraft) =>
    answered(http.POST('/api/webhooks/endpoints/check', { body })).then((r) => r.check),
  compare: (id: string, body: T.CompareRequest, signal?: AbortSignal) =>
    answered(
      http.POST('/api/webhooks/endpoints/{id}/compare', { ...at(id), body, ...(signal && { signal }) }),
    ).then((r) => r.comparison),
  checkFilter: (body: { filter: Record<string, unknown> | null; events: string[] | null }) =>
    answered(http.POST('/api/webhooks/endpoints/check-filter', { body })).then((r) => r.filter_check),
  previewDraft: (endpoint: T.EndpointDraft, source: T.PreviewSource) =>
    answered(http.POST('/api/webhooks/endpoints/preview', { body: { endpoint, ...source } })).then(
      (r) => r.preview,
    ),
  testDraft: (endpoint: T.EndpointDraft) =>
    answered(http.POST('/api/webhooks/endpoints/test', { body: { endpoint } })),

  deliveries,
  delivery: (id: string) =>
    answered(http.GET('/api/webhooks/deliveries/{id}', at(id))).then((r) => r.delivery),
  repair: (id: string, action: Repair) =>
    answered(http.POST(`/api/webhooks/deliveries/{id}/${action}`, at(id))),
  countForRepair: (action: Repair, filter: T.DeliveryFilter) =>
    counted(http.POST(`/api/webhooks/deliveries/${action}`, { body: { filter, dry_run: true } })),
  /** Repairs all matching deliveries. `rate` is in deliveries per second; null: as fast as possible. */
  repairAll: (action: Repair, filter: T.DeliveryFilter, rate: number | null = null) =>
    started(
      http.POST(`/api/webhooks/deliveries/${action}`, {
        body: rate === null ? { filter } : { filter, rate },
      }),
    ),
  operations: (cursor: string | undefined) =>
    answered(http.GET('/api/webhooks/operations', { params: { query: { limit: 25, cursor } } })),
  audit: (filter: T.AuditFilter, cursor: string | undefined) =>
    answered(http.GET('/api/webhooks/audit', { params: { query: { limit: 50, ...filter, cursor } } })),
  keys: () => answered(http.GET('/api/webhooks/keys')).then((r) => r.keys),
  makeKey: (body: T.NewKey) => answered(http.POST('/api/webhooks/keys', { body })),
  rotateKey: (id: string) => answered(http.POST('/api/webhooks/keys/{id}/rotate', { ...at(id), body: {} })),
  revokeKey: (id: string) => answered(http.DELETE('/api/webhooks/keys/{id}', at(id))),
  countForErasure: async (jobId: string) => {
    const body = { job_id: jobId, reason: 'count', dry_run: true };
    const answer = await answered(http.POST('/api/webhooks/erasures', { body }));
    return (answer as { readonly counts: T.ErasedCounts }).counts;
  },
  eraseJob: (jobId: string, reason: string) =>
    answered(http.POST('/api/webhooks/erasures', { body: { job_id: jobId, reason } })),
  auditOf: (target: string, limit: number) =>
    answered(http.GET('/api/webhooks/audit', { params: { query: { limit, target } } })).then(
      (r) => r.entries,
    ),
  operation: (id: string) =>
    answered(http.GET('/api/webhooks/operations/{id}', at(id))).then((r) => r.operation),
  cancelOperation: (id: string) => answered(http.POST('/api/webhooks/operations/{id}/cancel', at(id))),

  incidents: (query: {
    state?: 'open' | 'closed';
    endpoint?: string;
    limit?: number;
    cursor?: string | undefined;
  }) => answered(http.GET('/api/webhooks/incidents', { params: { query } })),
  incident: (id: string) =>
    answered(http.GET('/api/webhooks/incidents/{id}', at(id))).then((r) => r.incident),
  acknowledge: (id: string, note: string) =>
    answered(
      http.POST('/api/webhooks/incidents/{id}/acknowledge', { ...at(id), body: note === '' ? {} : { note } }),
    ),
  noteIncident: (id: string, note: string) =>
    answered(http.POST('/api/webhooks/incidents/{id}/note', { ...at(id), body: { note } })),

  event: (id: string) => answered(http.GET('/api/webhooks/events/{id}', at(id))).then((r) => r.event),
  events,
  eventCounts: (query: T.EventFilter & { readonly cursor?: string | undefined }) =>
    answered(http.GET('/api/webhooks/event-counts', { params: { query: query as object } })).then(
      (r) => r.event_counts,
    ),
  queryFields: (page: T.ViewPage) =>
    answered(http.GET('/api/webhooks/query-fields', { params: { query: { page } as object } })),
  search: (q: string, signal: AbortSignal) =>
    answered(http.GET('/api/webhooks/search', { params: { query: { q } }, signal })).then((r) => r.search),
  views: () => answered(http.GET('/api/webhooks/views')).then((r) => r.views),
  addView: (body: T.ViewDraft) => answered(http.POST('/api/webhooks/views', { body })),
  updateView: (id: string, body: T.ViewDraft) =>
    answered(http.PATCH('/api/webhooks/views/{id}', { ...at(id), body })),
  removeView: (id: string) => answered(http.DELETE('/api/webhooks/views/{id}', at(id))),
  findEvents,
  eventTypes: () => answered(http.GET('/api/webhooks/event-types')).then((r) => r.event_types),
  putEventType: (type: string, body: T.EventTypeEntry, revision: number) =>
    answered(http.PUT('/api/webhooks/event-types/{type}', { ...ofType(type, revision), body })),
  removeEventType: (type: string, revision: number) =>
    answered(http.DELETE('/api/webhooks/event-types/{type}', ofType(type, revision))),
  job: (id: string) => answered(http.GET('/api/webhooks/jobs/{id}', at(id))).then((r) => r.job),
  trigger: (event: string, data: T.EventData) =>
    answered(http.POST('/api/webhooks/trigger', { body: { event, data } })),
};

/** Loads all endpoints, page by page, because the console shows them together. */
async function endpoints(): Promise<readonly T.Endpoint[]> {
  const all: T.Endpoint[] = [];
  let cursor: string | undefined;
  do {
    const query = { limit: 200, cursor };
    const page = await answered(http.GET('/api/webhooks/endpoints', { params: { query } }));
    all.push(...page.endpoints);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

const EVENTS = 20;

/** Finds events by type or type prefix, by job, or by id; the newest events for an empty search. */
async function findEvents(words: string): Promise<readonly T.EventSummary[]> {
  const list = async (query: { type?: string; job_id?: string }): Promise<readonly T.EventSummary[]> =>
    (await answered(http.GET('/api/webhooks/events', { params: { query: { limit: EVENTS, ...query } } })))
      .events;
  if (words === '') return list({});
  const type = EVENT_TYPE.test(words) ? `${words},${words}.*` : words;
  const ways = [api.event(words).then((event) => [event]), list({ job_id: words }), list({ type })];
  // Words that are no valid id or type are refused for that search only; the other searches may still find something.
  const found = await Promise.allSettled<readonly T.EventSummary[]>(ways);
  const events = found.flatMap((way) => (way.status === 'fulfilled' ? way.value : []));
  return [...new Map(events.map((event) => [event.id, event])).values()];
}

/** Maximum of steps without a result before an empty page is shown: rare matches are searched in steps. */
const STEPS = 20;
const SEARCHED_AT_ONCE = 200;

/**
 * Tells whether a delivery is due and not held. The gateway's clock may differ a little, so a delivery due just now is
 * not overdue.
 */
function isOverdue({ held_by: by, next_attempt_at: next }: T.Delivery): boolean {
  return by === null && next !== null && Date.parse(next) <= Date.now();
}

async function deliveries(
  filter: T.DeliveryFilter,
  cursor: string | undefined,
  limit = 50,
): Promise<T.Page<T.Delivery>> {
  let next: string | null = cursor ?? null;
  let searchedTo: string | null = null;
  for (let step = 0; step < STEPS; step++) {
    const { overdue, ...rest } = filter;
    const state = filter.state?.split(',') as T.DeliveryState[] | undefined;
    // Most pending deliveries are not overdue, so more of them are read at a time.
    const most = overdue === undefined ? limit : SEARCHED_AT_ONCE;
    const query = { ...rest, state, limit: most, cursor: next ?? undefined };
    const page: T.DeliveryPage = await answered(http.GET('/api/webhooks/deliveries', { params: { query } }));
    next = page.next_cursor;
    searchedTo = page.searched_to;
    const items = overdue === undefined ? page.deliveries : page.deliveries.filter(isOverdue);
    if (items.length > 0 || next === null) return { items, next, searchedTo };
  }
  return { items: [], next, searchedTo };
}

/** Lists events; rare matches are searched for in steps, and `searched_to` says how far back. */
async function events(
  filter: T.EventFilter & { readonly cursor?: string | undefined },
  limit = 50,
): Promise<T.EventPage> {
  let cursor = filter.cursor;
  for (let step = 1; ; step++) {
    const query = { ...filter, limit, cursor } as object;
    const page = await answered(http.GET('/api/webhooks/events', { params: { query } }));
    if (page.events.length > 0 || page.next_cursor === null || step >= STEPS) return page;
    cursor = page.next_cursor;
  }
}

/** Deliveries that an operation would act on; not complete when counting took too long. */
export interface Counted {
  readonly count: number;
  readonly complete: boolean;
  /** Events among them that a replay skips: the endpoint has a delivery of them. */
  readonly there_already?: number;
  readonly endpoints?: T.DryRunEndpoint[];
  /** Sentences about consequences that people may not expect. */
  readonly warnings?: string[];
}

/** Returns the result of a dry run. */
async function counted(call: Parameters<typeof answered<Counted | object>>[0]): Promise<Counted> {
  return (await answered(call)) as Counted;
}

/** Returns the operation that was started. */
async function started(call: Parameters<typeof answered<object>>[0]): Promise<T.Operation> {
  return ((await answered(call)) as { readonly operation: T.Operation }).operation;
}

export type EndpointSwitch = 'enable' | 'disable' | 'pause' | 'resume';
