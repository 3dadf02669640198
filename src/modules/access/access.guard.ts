import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ROLE } from './access.decorators.js';
import type { Role } from './caller.js';
import { Gate } from './gate.service.js';

/** Refuses callers whose role does not suffice for the route. Routes without a role are public, such as the probes. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly gate: Gate,
    private readonly reflector: Reflector,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const wanted = this.reflector.getAllAndOverride<Role | undefined>(ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (wanted === undefined) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.caller === null) throw this.gate.refusalOf(request);
    const { role } = request.caller;
    if (role === 'admin' || role === wanted) return true;
    throw new ForbiddenException('That key may post events; this needs an admin key.');
  }
}
