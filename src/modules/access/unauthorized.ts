import { UnauthorizedException } from '@nestjs/common';

export function unauthorized(authorization: string | undefined, reason?: string): UnauthorizedException {
  const sentence =
    authorization === undefined ? 'Send a key: Authorization: Bearer KEY.' : 'That key is not known here.';
  return new UnauthorizedException(reason ?? sentence);
}
