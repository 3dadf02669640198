/**
 * - `missing_signature`: there is no signature to check
 * - `wrong_signature`: none of the signatures was made with one of the secrets over these bytes
 * - `too_old`, `too_new`: signed at a time too far from now
 * - `invalid_body`: correctly signed, but not a webhook of the gateway
 */
export type WebhookVerificationCode =
  'missing_signature' | 'wrong_signature' | 'too_old' | 'too_new' | 'invalid_body';

/** The error of a request that must not be trusted. */
export class WebhookVerificationError extends Error {
  readonly code: WebhookVerificationCode;

  constructor(code: WebhookVerificationCode, message: string) {
    super(message);
    this.name = 'WebhookVerificationError';
    this.code = code;
  }
}
