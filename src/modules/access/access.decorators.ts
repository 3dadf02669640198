import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RouteTerms } from '../http/route-terms.js';
import { actorOf } from './audit/audit-log.service.js';
import './audit/request-audit.js';

/** Body limit of public routes, bytes. */
const OPEN_BODY_LIMIT = 16 * 1024;

/** Makes a route under `/api/` public. Its body limit is small, because callers are unauthenticated. */
export const Open = (): MethodDecorator => RouteTerms({ open: true, bodyLimit: OPEN_BODY_LIMIT });

/** Marks a page that links of other sites lead to: without keys, too, browsers may open it from there. It changes nothing when opened. */
export const Linked = (): MethodDecorator => RouteTerms({ linked: true });

/**
 * Leaves requests of the route out of the audit log, though their method may change something.
 *
 * @param reason the reason, for readers of the code
 */
export const Unaudited = (reason: string): MethodDecorator => RouteTerms({ unaudited: reason });

/** Leaves requests with `"dry_run": true` out of the audit log, because they change nothing. */
export const DryRun = (): MethodDecorator => RouteTerms({ dryRun: true });

/** Names the action of a route in the audit log, and keeps the parameter of its path, which may name a person, out of it. */
export const AuditedAs = (action: string): MethodDecorator => RouteTerms({ auditedAs: action });

/**
 * Injects a function that adds details, nothing secret, to the audit entry of the request. Without an entry it does
 * nothing.
 */
export const AuditNote = createParamDecorator(
  (_: unknown, context: ExecutionContext): NoteForAudit =>
    (notes) =>
      context.switchToHttp().getRequest<FastifyRequest>().audit?.note(notes),
);

/** Injects the actor of the request, as the audit log names them. */
export const Actor = createParamDecorator((_: unknown, context: ExecutionContext): string =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>().caller ?? null),
);

/** A function that adds details to the audit entry of a request. */
export type NoteForAudit = (notes: Readonly<Record<string, unknown>>) => void;

/** Accepts a signature made with an emit key in place of the key itself. Only routes that take events have it. */
export const Signable = (): MethodDecorator => RouteTerms({ signable: true });

/** The facts about the caller that routes for events need. */
export interface EventSender {
  /** `webhook-id` of a request with a valid signature; null for all others. */
  readonly signedId: string | null;
  /** Event types and patterns that the caller's key may send; null: all. */
  readonly types: readonly string[] | null;
}

/** Injects the {@link EventSender} of the request. */
export const SentBy = createParamDecorator((_: unknown, context: ExecutionContext): EventSender => {
  const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
  return { signedId: caller?.signedId ?? null, types: caller?.key?.types ?? null };
});
