/** The gateway's word that it holds an event. */
export interface Receipt {
  readonly eventId: string;
  /** It held the event already: an earlier try had arrived, though its answer had not. */
  readonly duplicate: boolean;
  /** What it will deliver; empty where no endpoint wants the event. */
  readonly deliveries: readonly PlannedDelivery[];
  /** Requests it took. */
  readonly attempts: number;
}

export interface PlannedDelivery {
  readonly deliveryId: string;
  /** The endpoint's name: `webhook_1`. */
  readonly webhookId: string;
}

interface WireReceipt {
  readonly success: true;
  readonly event_id: string;
  readonly duplicate?: boolean;
  readonly deliveries?: readonly { readonly delivery_id: string; readonly webhook_id: string }[];
}

/** Null where the body is not the gateway's: some other server answered. */
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
