import type { VerifiedWebhook, VerifyOptions } from './verify-webhook.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

/** Options that both middlewares share. */
export interface ReceiveOptions extends VerifyOptions {
  /** Signing secret, or several during a rotation. */
  readonly secret: string | readonly string[];
  /** Limit of a body, bytes. Default 2 MiB; the gateway's bodies are a little over 1 MiB at most. */
  readonly maxBytes?: number;
  /**
   * Called with what a handler rejected with for an event of a batch, whose other events were handled: the answer names the event, and
   * the gateway sends it again. Default: a warning of the process.
   */
  readonly onBatchError?: (error: unknown, webhook: VerifiedWebhook) => void;
}

/** Default limit of a body, bytes. */
export const BODY_MAX_BYTES = 2 * 1024 * 1024;

/** The answer to an untrusted request, in the form of the gateway's own errors. */
export interface Refusal {
  readonly success: false;
  readonly code: string;
  readonly message: string;
}

/** Builds the answer to an error of `verifyWebhook`; rethrows any other error. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof WebhookVerificationError)) throw error;
  return { success: false, code: error.code, message: error.message };
}
