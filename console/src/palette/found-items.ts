import type { Endpoint, SearchResult } from '../api/types.ts';
import { visible } from '../parts/format.ts';
import { quotedValue } from '../query/complete-query.ts';
import type { Item } from './palette-item.ts';

/** Makes lines of the palette of what the gateway found. */
export function foundItems(
  found: SearchResult,
  endpoints: readonly Pick<Endpoint, 'webhook_id' | 'name'>[],
): readonly Item[] {
  const nameOf = (id: string | null): string =>
    visible(endpoints.find(({ webhook_id: own }) => own === id)?.name ?? id ?? 'a removed endpoint');
  return [
    ...found.endpoints.map((one) =>
      item('Endpoints', `endpoint ${one.id}`, one.name, one.url, {
        to: '/endpoints/$id',
        params: { id: one.webhook_id },
      }),
    ),
    ...found.jobs.map((job) =>
      item('Jobs', `job ${job.job_id}`, job.job_id, job.last_event, {
        to: '/jobs/$jobId',
        params: { jobId: job.job_id },
      }),
    ),
    ...found.events.map((event) =>
      item('Events', `event ${event.id}`, event.id, event.unrouted ? `${event.type}, unrouted` : event.type, {
        to: '/events',
        search: { q: `id:${quotedValue(event.id)}` },
      }),
    ),
    ...found.deliveries.map((delivery) =>
      item(
        'Deliveries',
        `delivery ${delivery.id}`,
        delivery.id,
        `${delivery.event} to ${nameOf(delivery.webhook_id)}, ${delivery.state}`,
        {
          to: '/deliveries/$id',
          params: { id: delivery.id },
        },
      ),
    ),
    ...found.errors.map((delivery) => {
      const error = delivery.last_error?.message ?? delivery.reason ?? '';
      return item('Errors', `error ${error}`, error, `${delivery.event} to ${nameOf(delivery.webhook_id)}`, {
        to: '/deliveries',
        search: { state: 'failed', error: error.slice(0, 200) },
      });
    }),
    ...found.event_types.map(({ type, headline }) =>
      item('Event types', `type ${type}`, type, headline, { to: '/event-types/$type', params: { type } }),
    ),
  ];
}

function item(
  group: string,
  key: string,
  label: string,
  detail: string,
  place: {
    readonly to: string;
    readonly params?: Record<string, string>;
    readonly search?: Record<string, string>;
  },
): Item {
  return { key, group, label, detail, deed: { kind: 'go', place } };
}

/** A condition of the query language: the lists understand it, the search does not. */
const CONDITION = /(?:^|\s)-?[a-z_]+(?:\.[^\s:]+)*:\S/i;

/** The ways to look for the whole text in the lists, which go further back than the palette does. */
export function listItems(written: string): readonly Item[] {
  const isQuery = CONDITION.test(written);
  const q = isQuery ? written : quotedValue(written);
  return (['events', 'deliveries'] as const).map((page) => ({
    key: `list ${page} ${q}`,
    group: 'Lists',
    label: isQuery ? `Show ${page} matching this query` : `Search all ${page} for “${written}”`,
    ...(isQuery && { detail: q }),
    deed: { kind: 'go', place: { to: `/${page}`, search: { q } } },
  }));
}
