import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SigningKey } from '../keyring.service.js';

/** Largest difference between a signature's time and this node's clock, s, as in Standard Webhooks. */
const TOLERANCE_S = 300;
/** Form of a signed id: that of an event id, short enough for the index of a batch's event behind it. */
const ID = /^[!#-[\]-~]{1,190}$/;
/** Maximum of signatures on one request: several are sent while a key is being rotated. */
const SIGNATURES_MAX = 8;

/** The signature headers of a request, not yet verified. */
export interface Signature {
  readonly id: string;
  /** Unix time as it was sent, s. */
  readonly timestamp: string;
  readonly macs: readonly Buffer[];
}

/** Tells whether a request carries a signature. */
export function isSigned(headers: IncomingHttpHeaders): boolean {
  return headers['webhook-signature'] !== undefined;
}

/** Reads the Standard Webhooks headers at `now` (Unix ms); a sentence with the fault when they are invalid. */
export function readSignature(headers: IncomingHttpHeaders, now: number): Signature | string {
  const id = String(headers['webhook-id'] ?? '');
  const timestamp = String(headers['webhook-timestamp'] ?? '');
  if (!ID.test(id))
    return 'webhook-id is missing, or is not 1 to 190 printable ASCII characters without quotes.';
  if (!/^\d{1,12}$/.test(timestamp)) return 'webhook-timestamp is missing, or is not a Unix time in seconds.';
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_S)
    return 'webhook-timestamp is more than five minutes from the time here.';
  const macs = String(headers['webhook-signature'])
    .split(' ', SIGNATURES_MAX)
    .flatMap((part) => (part.startsWith('v1,') ? [Buffer.from(part.slice(3), 'base64')] : []));
  return macs.length > 0 ? { id, timestamp, macs } : 'webhook-signature holds no v1 signature.';
}

/** Verifies a signature while the body streams through, without keeping the body. */
export class SignatureCheck {
  readonly #signature: Signature;
  readonly #running;

  constructor(signature: Signature, keys: readonly SigningKey[]) {
    this.#signature = signature;
    const head = `${signature.id}.${signature.timestamp}.`;
    this.#running = keys.map(({ key, secret }) => ({ key, hmac: createHmac('sha256', secret).update(head) }));
  }

  add(bytes: Buffer): void {
    for (const { hmac } of this.#running) hmac.update(bytes);
  }

  /** Returns the key that made the signature, once all bytes are added; null when none of the keys did. */
  signer(): SigningKey['key'] | null {
    const made = this.#running.map(({ key, hmac }) => ({ key, mac: hmac.digest() }));
    return made.find(({ mac }) => this.#signature.macs.some((given) => equal(mac, given)))?.key ?? null;
  }
}

function equal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
