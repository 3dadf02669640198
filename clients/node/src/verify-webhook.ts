import { headerReader, type HeaderBag } from './header-reader.js';
import { bodyMatches, PUBLIC_KEY, publicKeyOf, standardMatches } from './signature-check.js';
import { WebhookVerificationError, type WebhookVerificationCode } from './webhook-verification-error.js';

/** Options of {@link verifyWebhook}. */
export interface VerifyOptions {
  /** Largest difference between the time of the signature and now, s: a finite number of at least 0. Default 300. */
  readonly toleranceSeconds?: number;
  /**
   * Whether the signature must cover the time it was made (Standard Webhooks), as it does in every request of the
   * gateway. With `false` a request that carries `X-StreamGank-Signature` alone is accepted too; such a request can be
   * replayed at any time. Default true.
   */
  readonly requireTimestamp?: boolean;
  /** `WEBHOOK_BRAND` of the gateway. Default `StreamGank`. */
  readonly brand?: string;
  /** Current time, Unix ms; for tests. Default: the clock. */
  readonly now?: number;
}

/** The content of a verified request. */
export interface VerifiedWebhook<Data = Record<string, unknown>> {
  readonly event: string;
  readonly data: Data;
  /** Time of the event, ISO 8601. */
  readonly timestamp: string;
  /** Name of the endpoint at the gateway. */
  readonly webhookId: string;
  readonly source: string;
  /** Id of the delivery, the same on every retry: use it to recognise deliveries that you have handled already. */
  readonly deliveryId: string;
  /** Id of the event, the same for every endpoint; only batches name it. */
  readonly eventId?: string;
  /** The verified signature: the one that covers the time, or the one over the body alone. */
  readonly scheme: 'standard' | 'body';
  /** Parsed body. */
  readonly payload: Record<string, unknown>;
}

type Read = (name: string) => string | null;

/**
 * Verifies that the gateway sent a request, and returns its content.
 *
 * A request with Standard Webhooks headers is judged by them alone. `X-StreamGank-Signature` covers no time; it decides
 * only where those headers are missing and `requireTimestamp` is `false`. During a rotation the gateway signs with both
 * secrets, and both may be given here.
 *
 * @param rawBody the bytes as they arrived, before any parser
 * @param secret the signing secret or the public key of the endpoint (`whpk_…`), or several during a rotation
 * @throws WebhookVerificationError when the request must not be trusted
 * @throws TypeError for a missing or blank secret, a parsed body, or an option out of range
 */
export function verifyWebhook<Data = Record<string, unknown>>(
  rawBody: string | Uint8Array,
  headers: HeaderBag,
  secret: string | readonly string[],
  options: VerifyOptions = {},
): VerifiedWebhook<Data> {
  const { text, deliveryId, scheme } = verifiedRequest(rawBody, headers, secret, options);
  return contentOf<Data>(parsed(text), { deliveryId, scheme });
}

/** A request that the gateway has signed. */
export interface VerifiedRequest {
  /** The body. */
  readonly text: string;
  /** Of the single event; of a batch its own id. */
  readonly deliveryId: string;
  readonly scheme: VerifiedWebhook['scheme'];
}

/**
 * Verifies that the gateway sent a request, whatever its body is.
 *
 * @throws WebhookVerificationError when the request must not be trusted
 * @throws TypeError for a missing or blank secret, a parsed body, or an option out of range
 */
export function verifiedRequest(
  rawBody: string | Uint8Array,
  headers: HeaderBag,
  secret: string | readonly string[],
  options: VerifyOptions,
): VerifiedRequest {
  const secrets = secretsOf(secret);
  checkOptions(options);
  if (typeof rawBody !== 'string' && !(rawBody instanceof Uint8Array)) {
    throw new TypeError('verifyWebhook needs the body as it arrived (a string or bytes), not a parsed one.');
  }
  const read = headerReader(headers);
  const brand = (options.brand ?? 'StreamGank').replace(/[^A-Za-z0-9-]/g, '') || 'Gateway';
  const standard = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].some(
    (name) => read(name) !== null,
  );
  if (standard) checkStandard(rawBody, read, secrets, options);
  else checkBody(rawBody, read, secrets, { brand, requireTimestamp: options.requireTimestamp !== false });
  const deliveryId = read('webhook-id') ?? read(`X-${brand}-Delivery`) ?? '';
  const text = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString('utf8');
  return { text, deliveryId, scheme: standard ? 'standard' : 'body' };
}

/**
 * Returns the secrets as a list. @throws TypeError for an empty list, and for a blank secret, under which anyone could
 * sign
 */
export function secretsOf(secret: string | readonly string[]): readonly string[] {
  const secrets = typeof secret === 'string' ? [secret] : secret;
  if (Array.isArray(secrets) && secrets.length > 0 && secrets.every(usable)) return secrets;
  throw new TypeError(
    'secret is missing or blank; it is the WEBHOOK_SECRET_KEY of the gateway, or a list of such.',
  );
}

/** Tells whether a secret or public key is usable. A `whsec_` secret without a single byte is as blank as spaces. */
function usable(secret: unknown): boolean {
  if (typeof secret !== 'string' || secret.trim() === '') return false;
  if (secret.startsWith(PUBLIC_KEY)) return publicKeyOf(secret) !== null;
  return !secret.startsWith('whsec_') || Buffer.from(secret.slice('whsec_'.length), 'base64').length > 0;
}

/**
 * Checks the options. Values that would switch the check of the time off unnoticed are refused: every comparison with
 * NaN is false.
 *
 * @throws TypeError naming the option and the accepted values
 */
export function checkOptions({ toleranceSeconds = 0, now = 0 }: VerifyOptions): void {
  if (!Number.isFinite(toleranceSeconds) || toleranceSeconds < 0)
    throw new TypeError('toleranceSeconds is a finite number of seconds, 0 or more.');
  if (!Number.isFinite(now)) throw new TypeError('now is a finite Unix time in ms.');
}

function checkStandard(
  body: string | Uint8Array,
  read: Read,
  secrets: readonly string[],
  { toleranceSeconds = 300, now = Date.now() }: VerifyOptions,
): void {
  const [id, timestamp, signature] = [
    read('webhook-id'),
    read('webhook-timestamp'),
    read('webhook-signature'),
  ];
  if (!id || !timestamp || !signature) {
    throw refused(
      'missing_signature',
      'webhook-id, webhook-timestamp and webhook-signature belong together.',
    );
  }
  if (!/^\d{1,15}$/.test(timestamp)) throw refused('wrong_signature', 'webhook-timestamp is no Unix time.');
  if (!standardMatches({ id, timestamp, body }, signature, secrets)) throw wrong();
  const age = now / 1000 - Number(timestamp);
  if (age > toleranceSeconds) throw refused('too_old', `Signed more than ${toleranceSeconds} s ago.`);
  if (age < -toleranceSeconds)
    throw refused('too_new', `Signed more than ${toleranceSeconds} s in the future.`);
}

function checkBody(
  body: string | Uint8Array,
  read: Read,
  secrets: readonly string[],
  { brand, requireTimestamp }: { brand: string; requireTimestamp: boolean },
): void {
  const name = `X-${brand}-Signature`;
  const signatures = [read(name), read(`${name}-Previous`)].filter((header) => header !== null);
  if (signatures.length === 0)
    throw refused('missing_signature', `There is neither webhook-signature nor ${name}.`);
  if (requireTimestamp) {
    const sentence = `${name} covers no time, so the request could be a replay: the webhook-… headers are required.`;
    throw refused('missing_signature', sentence);
  }
  // A public key is no secret: anyone could sign with its text.
  const shared = secrets.filter((secret) => !secret.startsWith(PUBLIC_KEY));
  if (!bodyMatches(body, signatures as string[], shared)) throw wrong();
}

/** Reads the payload of one event. @throws WebhookVerificationError `invalid_body` */
export function contentOf<Data>(
  payload: Record<string, unknown> | null,
  ids: Pick<VerifiedWebhook, 'deliveryId' | 'eventId' | 'scheme'>,
): VerifiedWebhook<Data> {
  if (payload === null || typeof payload['event'] !== 'string') {
    throw refused('invalid_body', 'The body is rightly signed, but it is not a webhook of the gateway.');
  }
  const { event, data, timestamp, webhook_id, source } = payload as Record<'event' | 'timestamp', string> & {
    data: Data;
    webhook_id: string;
    source: string;
  };
  return { event, data, timestamp, webhookId: webhook_id, source, payload, ...ids };
}

/** Parses a JSON object or list; null for anything else. */
export function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function wrong(): WebhookVerificationError {
  return refused('wrong_signature', 'The signature does not belong to this body and secret.');
}

function refused(code: WebhookVerificationCode, message: string): WebhookVerificationError {
  return new WebhookVerificationError(code, message);
}
