import {
  applyDecorators,
  createParamDecorator,
  SetMetadata,
  UseInterceptors,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RouteTerms } from '../http/route-terms.js';
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
export const Open = (): MethodDecorator => RouteTerms({ open: true, bodyLimit: OPEN_BODY_LIMIT });

/** Takes a signature under an emit key in place of the key; no other route looks at one. */
export const Signable = (): MethodDecorator => RouteTerms({ signable: true });

/** `webhook-id` of a signed request whose signature holds; null for all others. */
export const SignedId = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().caller?.signedId ?? null,
);
