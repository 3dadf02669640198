import type { Attempt } from '../model/delivery.js';
import type { RateLimit } from '../model/endpoint.js';

/** The sentences people search their logs for: their wording is part of the contract. */
export const messages = {
  initialized: (endpoints: number): string =>
    `🔗 Webhook Manager initialized with ${endpoints} configured endpoints`,

  sending: (eventType: string, endpoints: number): string =>
    `🔗 Sending webhook notifications for event: ${eventType} to ${endpoints} endpoints`,

  delivered: (webhookId: string, attempt: Attempt): string =>
    `✅ Webhook delivered successfully: ${webhookId} (${attempt.durationMs}ms, status: ${attempt.status})`,

  retrying: (webhookId: string, attempt: Attempt, allowed: number, delayMs: number): string =>
    `⚠️ Webhook delivery failed (attempt ${attempt.number}/${allowed}): ${webhookId} - ${reason(attempt)}. Retrying in ${delayMs}ms...`,

  failed: (webhookId: string, attempt: Attempt): string =>
    `❌ Webhook delivery failed after ${attempt.number} attempts: ${webhookId} - ${reason(attempt)}`,

  slowedDown: (webhookId: string, forMs: number): string =>
    `⏳ Webhook ${webhookId} is rate-limited by its target: paused for ${Math.ceil(forMs)}ms, deliveries stay queued`,

  throttled: (webhookId: string, { max }: RateLimit): string =>
    `⚠️ Rate limit exceeded for webhook ${webhookId}: ${max + 1}/${max}`,
};

/** Says what to do, which a code alone would not. */
const ADVICE = /client certificate|TLS handshake/;

/**
 * The network's faults by their code (`ECONNREFUSED`), everything else by its sentence (`HTTP 500 response`), and so a
 * connection that TLS has ended.
 */
function reason(attempt: Attempt): string {
  const networkFault =
    attempt.status === null &&
    /^E(?!RR)[A-Z]+$/.test(attempt.errorCode ?? '') &&
    !ADVICE.test(attempt.errorMessage ?? '');
  return (networkFault ? attempt.errorCode : attempt.errorMessage) ?? 'unknown';
}
