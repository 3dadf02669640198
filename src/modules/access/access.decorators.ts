import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  UseInterceptors,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AuditInterceptor } from './audit/audit.interceptor.js';
import type { Role } from './caller.js';

/** Bytes. */
const OPEN_BODY_LIMIT = 16 * 1024;

export const ROLE = 'gateway:role';

/** Only with an admin key, where keys are set; what changes something is written to the audit log. */
export const Admin = (): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(ROLE, 'admin' satisfies Role), UseInterceptors(AuditInterceptor));

/** With an emit or an admin key, where keys are set. */
export const Emit = (): CustomDecorator => SetMetadata(ROLE, 'emit' satisfies Role);

/** For whoever asks, though it stands under `/api/`: strangers are not read for long. */
export const Open = (): MethodDecorator => RouteConfig({ open: true, bodyLimit: OPEN_BODY_LIMIT });

/** `webhook-id` of a signed request whose signature holds; null for all others. */
export const SignedId = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().caller?.signedId ?? null,
);
