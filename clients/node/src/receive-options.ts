import type { VerifyOptions } from './verify-webhook.js';
import { WebhookVerificationError } from './webhook-verification-error.js';

export interface ReceiveOptions extends VerifyOptions {
  /** The signing secret, or several while it is being changed. */
  readonly secret: string | readonly string[];
  /** Longest body that is read. The gateway's are a little over 1 MiB at most. Default 2 MiB. */
  readonly maxBytes?: number;
}

export const BODY_MAX_BYTES = 2 * 1024 * 1024;

/** The answer to a request that is not trusted, in the form the gateway's own refusals have. */
export interface Refusal {
  readonly success: false;
  readonly code: string;
  readonly message: string;
}

/** Of what `verifyWebhook` threw; anything but a request that is not to be trusted is thrown on. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof WebhookVerificationError)) throw error;
  return { success: false, code: error.code, message: error.message };
}
