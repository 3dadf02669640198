import { HttpException, UnauthorizedException } from '@nestjs/common';
import { isoTime } from '../model/iso-time.js';
import type { Key, KeyEnd } from './keys/key.js';

/** Builds the 401 of a request without a valid key; `reason` replaces the default sentence. */
export function unauthorized(authorization: string | undefined, reason?: string): UnauthorizedException {
  const sentence = authorization === undefined ? 'Send a key: Authorization: Bearer KEY.' : 'Invalid key.';
  return new UnauthorizedException(reason ?? sentence);
}

const ENDED: Readonly<Record<KeyEnd['why'], (key: Key, at: string) => string>> = {
  expired: ({ name }, at) =>
    `Key ${name} expired at ${at}. An admin can set a later expiry or make a new key.`,
  revoked: ({ name }, at) => `Key ${name} was revoked at ${at}. An admin can make a new one.`,
  rotated: ({ name }, at) =>
    `Key ${name} was rotated; the key before was valid until ${at}. Use the new one.`,
};

/** Builds the 401 of a request whose key has ended. Only the holder of the whole key gets it. */
export function keyEnded(key: Key): UnauthorizedException {
  const { why, at } = key.end!;
  const message = ENDED[why](key, isoTime(at));
  return new UnauthorizedException({ code: `key_${why}`, message });
}

/** Builds the 429 of a key that has sent as many requests as it may, `waitMs` ms before it may send more. */
export function rateExceeded({ name, rate }: Key, waitMs: number): HttpException {
  const retryAfter = Math.max(1, Math.ceil(waitMs / 1000));
  const message = `Key ${name} may send ${rate} requests a minute. Try again in ${retryAfter} s.`;
  return new HttpException({ code: 'key_rate_exceeded', message, retryAfter }, 429);
}
