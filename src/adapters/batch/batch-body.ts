import type { BatchFormat } from '../../modules/model/batch.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { RequestMethod } from '../../modules/model/request-method.js';
import type { FormattedRequest, Target } from '../adapter.js';
import { customHeaders } from '../custom-headers.js';
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

/** Makes the request of a batch. @param items JSON of one line each */
export function batchRequest(
  items: readonly string[],
  { url, headers, brand }: Pick<Target, 'url' | 'headers' | 'brand'>,
  { format, method = 'POST' }: { readonly format: BatchFormat; readonly method?: RequestMethod },
): FormattedRequest {
  const { contentType, body } = WRITTEN[format](items);
  return { method, url, headers: { ...customHeaders(headers, brand), 'Content-Type': contentType }, body };
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
