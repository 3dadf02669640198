import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { SigningKey } from '../keyring.js';

/** How far a signature's time may lie from ours, s: what Standard Webhooks asks for. */
const TOLERANCE_S = 300;
/** As an event's id, and short enough for a place in a batch behind it. */
const ID = /^[!#-[\]-~]{1,190}$/;
/** Signatures of one request: more than one while its key is being rotated. */
const SIGNATURES_MAX = 8;

/** What a signed request claims. */
export interface Signature {
  readonly id: string;
  /** Unix time, s, as it was sent. */
  readonly timestamp: string;
  readonly macs: readonly Buffer[];
}

/** True when a request means to be let in by its signature. */
export function isSigned(headers: IncomingHttpHeaders): boolean {
  return headers['webhook-signature'] !== undefined;
}

/** The signature of a request (Standard Webhooks headers) at `now` (Unix ms), or why it cannot count. */
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

/** Checks a signature while the body passes by, so that nothing needs to be kept. */
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

  /** The key it was signed with, once all bytes were added; null when it is none of ours. */
  signer(): SigningKey['key'] | null {
    const made = this.#running.map(({ key, hmac }) => ({ key, mac: hmac.digest() }));
    return made.find(({ mac }) => this.#signature.macs.some((given) => equal(mac, given)))?.key ?? null;
  }
}

function equal(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
