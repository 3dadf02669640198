import { errorMessage } from './error-message.js';
import type { ReceiveOptions } from './receive-options.js';
import { handled, type WebhookHandlers } from './requested-action.js';
import type { VerifiedWebhook } from './verify-webhook.js';
import type { VerifiedWebhooks } from './verify-webhooks.js';

/** The results of the events of a request. */
export interface Handled {
  /** The first that was thrown where no event was handled; absent: none, or others were. */
  readonly error?: { readonly thrown: unknown };
  /** Events that no handler takes. */
  readonly unhandled: readonly VerifiedWebhook[];
  /** Events whose handler has rejected. */
  readonly failed: number;
  /** Status that the gateway is answered with. */
  readonly status: number;
  readonly answer: object;
}

/** The result of one event of a batch. */
interface Result {
  /** Id of its delivery. */
  readonly id: string;
  readonly status: 'ok' | 'retry';
  readonly error?: string;
}

/** Longest text of an error that the gateway is told, UTF-16 units. */
const ERROR_MAX = 200;
const MULTI_STATUS = 207;

/**
 * Calls the handlers with each event of a request, one after the other, and makes the answer: of a batch, which of its events the gateway
 * is to send again.
 */
export async function handledAll(
  { webhooks, isBatch }: VerifiedWebhooks,
  options: WebhookHandlers & Pick<ReceiveOptions, 'onBatchError'>,
): Promise<Handled> {
  const failed = new Map<VerifiedWebhook, unknown>();
  const unhandled: VerifiedWebhook[] = [];
  for (const webhook of webhooks) {
    try {
      if (!(await handled(webhook, options))) unhandled.push(webhook);
    } catch (error) {
      failed.set(webhook, error);
    }
  }
  const count = { unhandled, failed: failed.size };
  if (failed.size === 0) return { ...count, status: 200, answer: { success: true } };
  if (!isBatch || failed.size === webhooks.length)
    return { ...count, error: { thrown: [...failed.values()][0] }, status: 500, answer: {} };
  const { onBatchError = logged } = options;
  for (const [webhook, error] of failed) onBatchError(error, webhook);
  const results = webhooks.map((webhook) => resultOf(webhook, failed));
  return { ...count, status: MULTI_STATUS, answer: { success: false, results } };
}

function resultOf(webhook: VerifiedWebhook, failed: ReadonlyMap<VerifiedWebhook, unknown>): Result {
  const { deliveryId: id } = webhook;
  if (!failed.has(webhook)) return { id, status: 'ok' };
  const error = failed.get(webhook);
  return {
    id,
    status: 'retry',
    error: (error instanceof Error ? error.name : 'Error').slice(0, ERROR_MAX),
  };
}

function logged(error: unknown, { deliveryId, event }: VerifiedWebhook): void {
  process.emitWarning(
    `The webhook ${deliveryId} (${event}) was not handled, the gateway sends it again: ${errorMessage(error)}`,
  );
}
