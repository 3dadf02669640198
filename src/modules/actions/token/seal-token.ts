import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { BUTTON_PREFIX, TOKEN_LENGTH, TOKEN_PREFIX } from '../../model/action-token.js';

/** The grant of a token: one action, of the message of one delivery, for a time. */
export interface ActionGrant {
  /** Name of the action: `redeliver`, `retry`. */
  readonly action: string;
  /** UUID of the delivery whose message carries the action. */
  readonly deliveryId: string;
  /** Unix ms; a token keeps whole seconds. */
  readonly expiresAt: number;
}

/** The content of a token. Its action is the tag of a name, because names have any length and a token has one. */
export type OpenedToken =
  | {
      readonly kind: 'valid' | 'expired';
      readonly tag: string;
      readonly deliveryId: string;
      readonly expiresAt: number;
    }
  | { readonly kind: 'invalid' };

/** The two kinds of tokens: of links, and of native buttons. */
type TokenPrefix = typeof TOKEN_PREFIX | typeof BUTTON_PREFIX;

const VERSION = 1;
const TAG_BYTES = 4;
const MAC_BYTES = 16;
const CONTENT_BYTES = 1 + TAG_BYTES + 16 + 4;
const FORM = new RegExp(`^[A-Za-z0-9_-]{${TOKEN_LENGTH}}$`);
const INVALID = { kind: 'invalid' } as const;

/** Returns the tag that stands for an action's name in tokens: 8 hex digits. */
export function tagOf(action: string): string {
  return createHash('sha256')
    .update(action)
    .digest('hex')
    .slice(0, TAG_BYTES * 2);
}

/**
 * Seals a grant into a token of one length: version, tag, delivery, end and the first 128 bits of an HMAC-SHA256 over them, in
 * base64url. With its prefix it fits the 64 bytes that Telegram gives the data of a button.
 */
export function sealToken(
  { action, deliveryId, expiresAt }: ActionGrant,
  key: Buffer,
  prefix: TokenPrefix = TOKEN_PREFIX,
): string {
  const content = Buffer.alloc(CONTENT_BYTES);
  content.writeUInt8(VERSION, 0);
  content.write(tagOf(action), 1, 'hex');
  content.write(deliveryId.replaceAll('-', ''), 1 + TAG_BYTES, 'hex');
  content.writeUInt32BE(Math.floor(expiresAt / 1_000), CONTENT_BYTES - 4);
  return prefix + Buffer.concat([content, macOf(content, key)]).toString('base64url');
}

/** Opens a token at `now` (Unix ms). Total: any other text is `invalid`, also a second spelling of the same bytes. */
export function openToken(
  text: string,
  key: Buffer,
  now: number,
  prefix: TokenPrefix = TOKEN_PREFIX,
): OpenedToken {
  const encoded = text.slice(prefix.length);
  if (!text.startsWith(prefix) || !FORM.test(encoded)) return INVALID;
  const bytes = Buffer.from(encoded, 'base64url');
  // The last letter holds two bits more than the bytes have: only one of its four spellings is the token.
  if (bytes.toString('base64url') !== encoded) return INVALID;
  const content = bytes.subarray(0, CONTENT_BYTES);
  if (!timingSafeEqual(bytes.subarray(CONTENT_BYTES), macOf(content, key))) return INVALID;
  if (content.readUInt8(0) !== VERSION) return INVALID;
  const expiresAt = content.readUInt32BE(CONTENT_BYTES - 4) * 1_000;
  return {
    kind: expiresAt > now ? 'valid' : 'expired',
    tag: content.toString('hex', 1, 1 + TAG_BYTES),
    deliveryId: uuidOf(content.toString('hex', 1 + TAG_BYTES, CONTENT_BYTES - 4)),
    expiresAt,
  };
}

function macOf(content: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', key).update(content).digest().subarray(0, MAC_BYTES);
}

function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
