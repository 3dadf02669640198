import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ROLE, type Role } from './access.decorators.js';
import { Keyring } from './keyring.js';
import { unauthorized } from './unauthorized.js';

/** `Authorization: Bearer KEY`, asked for as soon as any key is set. Routes without a role are open: the probes. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly keyring: Keyring,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    if (this.keyring.empty) return true;
    const wanted = this.reflector.getAllAndOverride<Role | undefined>(ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (wanted === undefined) return true;
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const role = this.keyring.roleOf(authorization);
    if (role === null) throw unauthorized(authorization);
    if (role === 'admin' || role === wanted) return true;
    throw new ForbiddenException('That key may post events; this needs an admin key.');
  }
}
