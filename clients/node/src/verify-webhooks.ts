import type { HeaderBag } from './header-reader.js';
import {
  contentOf,
  parsed,
  verifiedRequest,
  type VerifiedWebhook,
  type VerifyOptions,
} from './verify-webhook.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/** The content of a verified request of an endpoint with or without batches. */
export interface VerifiedWebhooks<Data = Record<string, unknown>> {
  /** The events in their order: one, where the request is no batch. Each has the `deliveryId` of its own. */
  readonly webhooks: readonly VerifiedWebhook<Data>[];
  /** True for a batch, be it of one event. */
  readonly isBatch: boolean;
}

/**
 * Verifies that the gateway sent a request, and returns its events: those of a batch (a JSON list, or one JSON object a line), or the one of
 * any other request. Options, secrets and errors are those of `verifyWebhook`.
 *
 * @throws WebhookVerificationError when the request must not be trusted
 * @throws TypeError for a missing or blank secret, a parsed body, or an option out of range
 */
export function verifyWebhooks<Data = Record<string, unknown>>(
  rawBody: string | Uint8Array,
  headers: HeaderBag,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): VerifiedWebhooks<Data> {
  const { text, deliveryId, scheme } = verifiedRequest(rawBody, headers, secret, options);
  const whole = parsed(text);
  const items = itemsOf(whole, text);
  if (items === null) return { webhooks: [contentOf<Data>(whole, { deliveryId, scheme })], isBatch: false };
  return { webhooks: items.map((item) => itemContent<Data>(item, scheme)), isBatch: true };
}

/** The items of a batch; null where the body is none. @param whole the body as one JSON text; null: it is no such text */
function itemsOf(whole: unknown, text: string): readonly unknown[] | null {
  if (Array.isArray(whole)) return whole;
  if (isItem(whole)) return [whole];
  if (whole !== null) return null;
  const lines = text
    .split('\n')
    .filter((line) => line !== '')
    .map(parsed);
  return lines.length > 0 && lines.every(isItem) ? lines : null;
}

interface Item {
  readonly event_id: string;
  readonly delivery_id: string;
  readonly payload: Record<string, unknown>;
}

function isItem(value: unknown): value is Item {
  if (typeof value !== 'object' || value === null) return false;
  const { event_id: event, delivery_id: delivery, payload } = value as Partial<Item>;
  return (
    typeof event === 'string' &&
    typeof delivery === 'string' &&
    typeof payload === 'object' &&
    payload !== null
  );
}

function itemContent<Data>(item: unknown, scheme: VerifiedWebhook['scheme']): VerifiedWebhook<Data> {
  if (!isItem(item))
    throw new WebhookVerificationError(
      'invalid_body',
      'The body is rightly signed, but it is not a batch of the gateway in json or ndjson.',
    );
  const { event_id: eventId, delivery_id: deliveryId, payload } = item;
  return contentOf<Data>(payload, { deliveryId, eventId, scheme });
}
