import type { GatewayClientError } from './gateway-client-error.js';
import type { Receipt } from './receipt.js';

/**
 * One result of `sendWebhookNotification`, in the form of `Promise.allSettled` as before: `fulfilled` for each delivery
 * that the gateway has stored, `rejected` when it will not accept the event, `pending` when it has not answered yet and
 * the event waits in the client's buffer.
 */
export type NotificationResult =
  | { readonly status: 'fulfilled'; readonly success: true; readonly value: AcceptedNotification }
  | { readonly status: 'rejected'; readonly success: false; readonly reason: GatewayClientError }
  | {
      readonly status: 'pending';
      readonly success: false;
      readonly eventId: string;
      readonly message: string;
    };

/** A delivery that the gateway has stored. */
export interface AcceptedNotification {
  readonly webhookId: string;
  readonly success: true;
  /** Always 202: the gateway has stored the delivery durably. */
  readonly status: 202;
  /** Time until the gateway's answer, ms. */
  readonly duration: number;
  /** Number of tries until the gateway answered. */
  readonly attempt: number;
  readonly deliveryId: string;
  readonly eventId: string;
}

/** Converts a receipt into one fulfilled result per delivery; `duration` in ms. */
export function resultsOf(receipt: Receipt, duration: number): NotificationResult[] {
  const { eventId, attempts: attempt } = receipt;
  return receipt.deliveries.map(({ webhookId, deliveryId }) => ({
    status: 'fulfilled',
    success: true,
    value: { webhookId, success: true, status: 202, duration, attempt, deliveryId, eventId },
  }));
}
