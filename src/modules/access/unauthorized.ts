import { UnauthorizedException } from '@nestjs/common';

/** Builds the 401 of a request without a valid key; `reason` replaces the default sentence. */
export function unauthorized(authorization: string | undefined, reason?: string): UnauthorizedException {
  const sentence = authorization === undefined ? 'Send a key: Authorization: Bearer KEY.' : 'Invalid key.';
  return new UnauthorizedException(reason ?? sentence);
}
