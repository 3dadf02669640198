import { UnauthorizedException } from '@nestjs/common';

export function unauthorized(authorization: string | undefined, reason?: string): UnauthorizedException {
  const sentence = authorization === undefined ? 'Send a key: Authorization: Bearer KEY.' : 'Invalid key.';
  return new UnauthorizedException(reason ?? sentence);
}
