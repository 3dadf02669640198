import type { BatchFormat } from '../../modules/model/batch.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import { CLOUD_EVENTS } from '../payload/cloud-event.js';

interface Written {
  readonly contentType: string;
  readonly body: string;
}

const WRITTEN: Readonly<Record<BatchFormat, (items: readonly string[]) => Written>> = {
  json: (items) => ({ contentType: 'application/json', body: `[${items.join(',')}]` }),
  ndjson: (items) => ({
    contentType: 'application/x-ndjson',
    body: items.map((item) => `${item}\n`).join(''),
  }),
  cloudevents: (items) => ({ contentType: CLOUD_EVENTS, body: `[${items.join(',')}]` }),
};

/** Writes the body of a batch. @param items JSON of one line each */
export function batchBody(items: readonly string[], format: BatchFormat): Written {
  return WRITTEN[format](items);
}

/**
 * Writes one event of a JSON batch: its ids, by which receivers tell repetitions and name results, around the body that it would have by
 * itself.
 *
 * @param payload JSON of one line
 */
export function batchItem({ id }: GatewayEvent, deliveryId: string, payload: string): string {
  const ids = JSON.stringify({ event_id: id.toWellFormed(), delivery_id: deliveryId });
  return `${ids.slice(0, -1)},"payload":${payload}}`;
}
