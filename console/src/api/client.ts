import { request } from './request.ts';
import type * as T from './types.ts';

const API = '/api/webhooks';
const CONSOLE = '/api/console';
const at = (id: string): string => `${API}/endpoints/${encodeURIComponent(id)}`;

/** Every call the console makes, one line each. */
export const api = {
  session: () => request<{ session: T.Session }>('GET', `${CONSOLE}/session`).then((r) => r.session),
  login: (key: string) => request<{ csrf_token: string }>('POST', `${CONSOLE}/login`, { body: { key } }),
  logout: () => request<object>('POST', `${CONSOLE}/logout`),

  status: () => request<{ webhooks: T.Status }>('GET', `${API}/status`).then((r) => r.webhooks),
  stats: (query: { from: string; step: 'minute' | 'hour'; endpoint?: string }) =>
    request<{ stats: T.Stats }>('GET', `${API}/stats`, { query }).then((r) => r.stats),
  adapters: () =>
    request<{ adapters: readonly T.Adapter[] }>('GET', `${API}/adapters`).then((r) => r.adapters),

  endpoints,
  endpoint: (id: string) => request<{ endpoint: T.Endpoint }>('GET', at(id)).then((r) => r.endpoint),
  createEndpoint: (body: T.EndpointDraft) =>
    request<{ endpoint: T.Endpoint; secret?: string }>('POST', `${API}/endpoints`, { body }),
  updateEndpoint: (id: string, body: T.EndpointDraft) =>
    request<{ endpoint: T.Endpoint }>('PATCH', at(id), { body }).then((r) => r.endpoint),
  deleteEndpoint: (id: string) => request<{ cancelled: number }>('DELETE', at(id)),
  /** `enable`, `disable`, `pause` or `resume`. */
  switchEndpoint: (id: string, action: EndpointSwitch) => request<object>('POST', `${at(id)}/${action}`),
  rotateSecret: (id: string) => request<{ secret: string }>('POST', `${at(id)}/rotate-secret`, { body: {} }),
  countForReplay: (id: string, from: string) =>
    request<Counted>('POST', `${at(id)}/replay`, { body: { from, dry_run: true } }),
  replay: (id: string, from: string) =>
    request<{ operation: T.Operation }>('POST', `${at(id)}/replay`, { body: { from } }).then(
      (r) => r.operation,
    ),
  testEndpoint: (id: string) =>
    request<{ test_result: T.TestResult }>('POST', `${at(id)}/test`).then((r) => r.test_result),
  previewEndpoint: (id: string, body: T.PreviewSource) =>
    request<{ preview: T.Preview }>('POST', `${at(id)}/preview`, { body }).then((r) => r.preview),

  check: (body: T.EndpointDraft) =>
    request<{ check: T.Check }>('POST', `${API}/endpoints/check`, { body }).then((r) => r.check),
  previewDraft: (endpoint: T.EndpointDraft, source: T.PreviewSource) =>
    request<{ preview: T.Preview }>('POST', `${API}/endpoints/preview`, {
      body: { endpoint, ...source },
    }).then((r) => r.preview),
  testDraft: (endpoint: T.EndpointDraft) =>
    request<{ test_result: T.TestResult }>('POST', `${API}/endpoints/test`, { body: { endpoint } }).then(
      (r) => r.test_result,
    ),

  deliveries,
  delivery: (id: string) =>
    request<{ delivery: T.DeliveryDetail }>('GET', `${API}/deliveries/${encodeURIComponent(id)}`).then(
      (r) => r.delivery,
    ),
  /** `redeliver` or `cancel`. */
  repair: (id: string, action: Repair) =>
    request<object>('POST', `${API}/deliveries/${encodeURIComponent(id)}/${action}`),
  countForRepair: (action: Repair, filter: T.DeliveryFilter) =>
    request<Counted>('POST', `${API}/deliveries/${action}`, { body: { filter, dry_run: true } }),
  repairAll: (action: Repair, filter: T.DeliveryFilter) =>
    request<{ operation: T.Operation }>('POST', `${API}/deliveries/${action}`, { body: { filter } }).then(
      (r) => r.operation,
    ),
  operation: (id: string) =>
    request<{ operation: T.Operation }>('GET', `${API}/operations/${encodeURIComponent(id)}`).then(
      (r) => r.operation,
    ),
  cancelOperation: (id: string) =>
    request<object>('POST', `${API}/operations/${encodeURIComponent(id)}/cancel`),

  event: (id: string) =>
    request<{ event: T.EventDetail }>('GET', `${API}/events/${encodeURIComponent(id)}`).then((r) => r.event),
  recentEvents: () =>
    request<{ events: readonly T.EventSummary[] }>('GET', `${API}/events`, { query: { limit: 20 } }).then(
      (r) => r.events,
    ),
  job: (id: string) =>
    request<{ job: T.Job }>('GET', `${API}/jobs/${encodeURIComponent(id)}`).then((r) => r.job),
  trigger: (event: string, data: object) =>
    request<{ event_id: string; deliveries: readonly { delivery_id: string; webhook_id: string }[] }>(
      'POST',
      `${API}/trigger`,
      { body: { event, data } },
    ),
};

/** All of them, page by page: the console shows them together. */
async function endpoints(): Promise<readonly T.Endpoint[]> {
  const all: T.Endpoint[] = [];
  let cursor: string | null = null;
  do {
    const query: Record<string, string | number | undefined> = { limit: 200, cursor: cursor ?? undefined };
    const page: EndpointsPage = await request('GET', `${API}/endpoints`, { query });
    all.push(...page.endpoints);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

interface EndpointsPage {
  readonly endpoints: readonly T.Endpoint[];
  readonly next_cursor: string | null;
}

/** What a repair would do; not complete where counting took too long. */
export interface Counted {
  readonly count: number;
  readonly complete?: boolean;
}

/** What matches rarely is looked for in steps that may find nothing: so many are taken before an empty page is shown. */
const STEPS = 20;

async function deliveries(
  filter: T.DeliveryFilter,
  cursor: string | undefined,
  limit = 50,
): Promise<T.Page<T.Delivery>> {
  let next: string | null = cursor ?? null;
  for (let step = 0; step < STEPS; step++) {
    const query: Record<string, string | number | undefined> = {
      ...filter,
      cursor: next ?? undefined,
      limit,
    };
    const page: DeliveryPage = await request('GET', `${API}/deliveries`, { query });
    next = page.next_cursor;
    if (page.deliveries.length > 0 || next === null) return { items: page.deliveries, next };
  }
  return { items: [], next };
}

interface DeliveryPage {
  readonly deliveries: readonly T.Delivery[];
  readonly next_cursor: string | null;
}

export type Repair = 'redeliver' | 'cancel';
export type EndpointSwitch = 'enable' | 'disable' | 'pause' | 'resume';
