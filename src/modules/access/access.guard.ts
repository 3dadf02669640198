import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from './caller.js';
import { Gate } from './gate.service.js';
import { neededFor, opens, rolesText, type Needed } from './roles.js';

/** Refuses callers whose role does not suffice for the route, by the table `ROUTE_ROLES`. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(private readonly gate: Gate) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const needed = neededFor(request.method, request.routeOptions.url ?? '');
    if (needed === 'open') return true;
    if (request.caller === null) throw this.gate.refusalOf(request);
    if (opens(request.caller.role, needed)) return true;
    throw forbidden(request.caller, needed);
  }
}

function forbidden({ name, role }: Caller, needed: Needed): ForbiddenException {
  return new ForbiddenException(
    `Key ${name} has the role ${role}; this needs the role ${rolesText(needed)}.`,
  );
}
