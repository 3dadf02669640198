import { isUnsent, type Attempt } from '../model/delivery.js';
import type { RateLimit } from '../model/endpoint.js';

/** Log messages that operators search for: their wording must not change. */
export const messages = {
  initialized: (endpoints: number): string =>
    `🔗 Webhook Manager initialized with ${endpoints} configured endpoints`,

  sending: (eventType: string, endpoints: number): string =>
    `🔗 Sending webhook notifications for event: ${eventType} to ${endpoints} endpoints`,

  delivered: (webhookId: string, attempt: Attempt): string =>
    isUnsent(attempt)
      ? `➖ Webhook delivery needed no request: ${webhookId} - ${attempt.note ?? 'the target is told nothing of this event'}`
      : `✅ Webhook delivered successfully: ${webhookId} (${attempt.durationMs}ms, status: ${attempt.status})`,

  retrying: (webhookId: string, attempt: Attempt, allowed: number, delayMs: number): string =>
    `⚠️ Webhook delivery failed (attempt ${attempt.number}/${allowed}): ${webhookId} - ${reason(attempt)}. Retrying in ${delayMs}ms...`,

  failed: (webhookId: string, attempt: Attempt): string =>
    `❌ Webhook delivery failed after ${attempt.number} attempts: ${webhookId} - ${reason(attempt)}`,

  slowedDown: (webhookId: string, forMs: number): string =>
    `⏳ Webhook ${webhookId} is rate-limited by its target: paused for ${Math.ceil(forMs)}ms, deliveries stay queued`,

  throttled: (webhookId: string, { max }: RateLimit): string =>
    `⚠️ Rate limit exceeded for webhook ${webhookId}: ${max + 1}/${max}`,
};

/** Error messages with advice, which the code of a network error would hide. */
const ADVICE = /client certificate|TLS handshake/;

/** Names a network error by its code (`ECONNREFUSED`), and any other failure by its message (`HTTP 500 response`). */
function reason(attempt: Attempt): string {
  const isNetworkError =
    attempt.status === null &&
    /^E(?!RR)[A-Z]+$/.test(attempt.errorCode ?? '') &&
    !ADVICE.test(attempt.errorMessage ?? '');
  return (isNetworkError ? attempt.errorCode : attempt.errorMessage) ?? 'unknown';
}
