import { createHash, timingSafeEqual } from 'node:crypto';
import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { GatewayConfig } from '../config/gateway-config.js';
import { ROLE, type Role } from './access.decorators.js';

/** `Authorization: Bearer KEY`, asked for as soon as any key is set. Routes without a role are open: the probes. */
@Injectable()
export class AccessGuard implements CanActivate {
  readonly #emit: readonly Buffer[];
  readonly #admin: readonly Buffer[];

  constructor(
    config: GatewayConfig,
    private readonly reflector: Reflector,
  ) {
    this.#emit = config.emitKeys.map(digest);
    this.#admin = config.adminKeys.map(digest);
  }

  canActivate(context: ExecutionContext): boolean {
    if (this.#emit.length + this.#admin.length === 0) return true;
    const role = this.reflector.getAllAndOverride<Role | undefined>(ROLE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (role === undefined) return true;
    const key = bearer(context.switchToHttp().getRequest<FastifyRequest>());
    if (key === null) throw new UnauthorizedException('Send a key: Authorization: Bearer KEY.');
    const given = digest(key);
    if (holds(this.#admin, given)) return true;
    if (!holds(this.#emit, given)) throw new UnauthorizedException('That key is not known here.');
    if (role === 'emit') return true;
    throw new ForbiddenException('That key may post events; this needs an admin key.');
  }
}

function bearer(request: FastifyRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares with every key in constant time, so that the time taken tells nothing. */
function holds(keys: readonly Buffer[], given: Buffer): boolean {
  return keys.reduce((found, key) => timingSafeEqual(key, given) || found, false);
}
