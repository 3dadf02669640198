import type { Adapter, BatchItem, Batches, Target } from '../../../adapters/adapter.js';
import { BATCH_EVENT, type Batch } from '../../model/batch.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { brandToken } from '../../model/header-names.js';
import { BODY_LIMIT } from '../sender/undici-adapter.js';
import { adapterFor } from './adapter-for.js';
import { batchIdOf } from './batch-id.js';
import { signed, type PreparedRequest, type RequestOrigin } from './signed.js';
import { targetOf, type RequestSubject } from './target.js';

/** Part of the answer that is read for each event of a batch, bytes: a result with its error. */
const ANSWER_PER_ITEM = 1024;

/** One event of a batch, written, and its target. */
export interface WrittenItem extends BatchItem {
  readonly target: Target;
}

/** The request of a batch. */
export interface PreparedBatch extends PreparedRequest {
  /** Id of the batch; that of the delivery, where it goes alone. */
  readonly batchId: string;
}

/** Writes one event for a batch of its endpoint. @throws GatewayError `unknown_adapter` */
export function writeItem(
  event: GatewayEvent,
  delivery: RequestSubject,
  endpoint: Endpoint,
  { identity, now }: RequestOrigin,
): WrittenItem {
  const { batches, format } = batchesOf(adapterFor(endpoint.adapter), endpoint);
  const target = targetOf(event, delivery, endpoint, identity, now);
  return { target, ...batches.item(event, target, format) };
}

/**
 * Makes the request that carries these events, one at least, in this order.
 *
 * @throws GatewayError `unknown_adapter`
 */
export function prepareBatch(
  items: readonly WrittenItem[],
  endpoint: Endpoint,
  origin: RequestOrigin,
): PreparedBatch {
  const adapter = adapterFor(endpoint.adapter);
  const { batches, format } = batchesOf(adapter, endpoint);
  const { target } = items[0]!;
  const message = batches.request(
    items.map(({ text }) => text),
    target,
    format,
  );
  const size = { [`X-${brandToken(target.brand)}-Batch`]: String(items.length) };
  const faults = items.flatMap((item) => item.faults ?? []);
  const batchId = batchIdOf(items.map(({ target: { deliveryId } }) => deliveryId));
  const request = signed(
    { ...message, headers: { ...message.headers, ...size }, faults },
    {
      adapter,
      target,
      endpoint,
      // The events of a batch have traces of their own.
      origin: items.length > 1 ? { ...origin, trace: undefined } : origin,
      names: { eventType: BATCH_EVENT, deliveryId: batchId },
      bodyLimit: BODY_LIMIT + items.length * ANSWER_PER_ITEM,
    },
  );
  return { ...request, batchId };
}

function batchesOf({ batches }: Adapter, { batch }: Endpoint): { batches: Batches; format: Batch['format'] } {
  return { batches: batches!, format: batch!.format };
}
