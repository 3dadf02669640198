/** The gateway's confirmation that it has stored an event. */
export interface Receipt {
  readonly eventId: string;
  /** Whether the gateway had the event already: an earlier try had arrived, though its answer had not. */
  readonly duplicate: boolean;
  /** Planned deliveries; empty when no endpoint subscribes to the event. */
  readonly deliveries: readonly PlannedDelivery[];
  /** Number of requests until the confirmation. */
  readonly attempts: number;
}

/** A delivery that the gateway will make. */
export interface PlannedDelivery {
  readonly deliveryId: string;
  /** Public name of the endpoint: `webhook_1`. */
  readonly webhookId: string;
}

interface WireReceipt {
  readonly success: true;
  readonly event_id: string;
  readonly duplicate?: boolean;
  readonly deliveries?: readonly { readonly delivery_id: string; readonly webhook_id: string }[];
}

/** Reads a receipt; null when the body is not the gateway's, because another server answered. */
export function receiptOf(body: unknown, attempts: number): Receipt | null {
  if (!isReceipt(body)) return null;
  return {
    eventId: body.event_id,
    duplicate: body.duplicate === true,
    deliveries: (body.deliveries ?? []).map(({ delivery_id, webhook_id }) => ({
      deliveryId: delivery_id,
      webhookId: webhook_id,
    })),
    attempts,
  };
}

function isReceipt(body: unknown): body is WireReceipt {
  const { success, event_id } = (body ?? {}) as Partial<WireReceipt>;
  return success === true && typeof event_id === 'string';
}
