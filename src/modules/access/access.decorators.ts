import {
  createParamDecorator,
  SetMetadata,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RouteTerms } from '../http/route-terms.js';
import './audit/request-audit.js';
import type { Role } from './caller.js';

/** Bytes. */
const OPEN_BODY_LIMIT = 16 * 1024;

export const ROLE = 'gateway:role';

/** Only with an admin key, where keys are set. Requests that may change something are written to the audit log. */
export const Admin = (): CustomDecorator => SetMetadata(ROLE, 'admin' satisfies Role);

/** With an emit or an admin key, where keys are set. */
export const Emit = (): CustomDecorator => SetMetadata(ROLE, 'emit' satisfies Role);

/** For whoever asks, though it stands under `/api/`: strangers are not read for long. */
export const Open = (): MethodDecorator => RouteTerms({ open: true, bodyLimit: OPEN_BODY_LIMIT });

/**
 * Requests leave no entry in the audit log, though their method could change something.
 *
 * @param reason why, for those who look for what is not audited
 */
export const Unaudited = (reason: string): MethodDecorator => RouteTerms({ unaudited: reason });

/** Reads `dry_run` of the body: with `true` nothing is changed, and nothing is written to the audit log. */
export const DryRun = (): MethodDecorator => RouteTerms({ dryRun: true });

/** A function that adds to the audit log's entry of this request; nothing secret. It does nothing without an entry. */
export const AuditNote = createParamDecorator(
  (_: unknown, context: ExecutionContext): NoteForAudit =>
    (notes) =>
      context.switchToHttp().getRequest<FastifyRequest>().audit?.note(notes),
);

export type NoteForAudit = (notes: Readonly<Record<string, unknown>>) => void;

/** Takes events: a signature under an emit key stands in place of the key; no other route looks at one. */
export const Signable = (): MethodDecorator => RouteTerms({ signable: true });

/** `webhook-id` of a signed request whose signature holds; null for all others. */
export const SignedId = createParamDecorator(
  (_: unknown, context: ExecutionContext) =>
    context.switchToHttp().getRequest<FastifyRequest>().caller?.signedId ?? null,
);
