import type { VerifiedWebhook } from './verify-webhook.js';
import type { WebhookData } from './webhook-event.js';

/** An action that somebody pressed in a message, as `actions:` of the gateway's configuration file declares it. */
export interface RequestedAction {
  /** Name of the action: `retry`. */
  readonly action: string;
  /** Type of its event: `action.retry_requested`. */
  readonly event: string;
  /** Id of the job, as text. */
  readonly jobId: string;
  /** Name of the person who pressed it, for people. The gateway has verified the name where `via` is `console` or `key`. */
  readonly by: string;
  /** Id of the person on the platform of a chat, which has verified it; absent elsewhere. */
  readonly byId?: string;
  /** The way by which it was pressed: `console`, `key`, `link`, or a chat: `telegram`, `slack-bot`, `mattermost`. */
  readonly via: string;
  /** Id of the delivery, the same on every retry: use it to do once what must be done once. */
  readonly deliveryId: string;
  /** Time of the press, ISO 8601. */
  readonly timestamp: string;
  /** All data of the event, with the message that carried the action in `source`. */
  readonly data: WebhookData['action.retry_requested'];
}

/** Reads the action of a verified webhook; null for any other event. */
export function requestedAction({
  event,
  data,
  deliveryId,
  timestamp,
}: Pick<VerifiedWebhook, 'event' | 'data' | 'deliveryId' | 'timestamp'>): RequestedAction | null {
  if (!event.startsWith('action.')) return null;
  const given = data as unknown as WebhookData['action.retry_requested'];
  const { action, job_id: jobId, by, by_id: byId, via } = given;
  const person = typeof byId === 'string' ? { byId } : {};
  return { action, event, jobId: String(jobId), by, ...person, via, deliveryId, timestamp, data: given };
}

/** The handlers that a middleware calls with what it has verified. */
export interface WebhookHandlers {
  /** Called with a verified webhook; where `onAction` is given, with those that are no action. */
  readonly onWebhook?: ((webhook: VerifiedWebhook) => unknown) | undefined;
  /** Called with an action that somebody pressed in a message. */
  readonly onAction?: ((action: RequestedAction, webhook: VerifiedWebhook) => unknown) | undefined;
}

/** Finds the handler of a webhook and calls it. False where there is none. */
export async function handled(
  webhook: VerifiedWebhook,
  { onWebhook, onAction }: WebhookHandlers,
): Promise<boolean> {
  const action = onAction ? requestedAction(webhook) : null;
  if (action) await onAction!(action, webhook);
  else if (onWebhook) await onWebhook(webhook);
  else return false;
  return true;
}
