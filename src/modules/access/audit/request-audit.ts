import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditOutcome } from '../../store/access-store.js';
import { neededFor, opens } from '../roles.js';
import type { AuditLog, StartedEntry } from './audit-log.service.js';
import { changeOf, createdId } from './change.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Audit entry of the request; null when it is not audited. */
    audit: RequestAudit | null;
  }
  interface FastifyContextConfig {
    /** Reason why requests of this route are not audited, though their method may change something. */
    unaudited?: string;
    /** Whether `"dry_run": true` in the body means that nothing is changed. */
    dryRun?: boolean;
    /** Action of the entry, which has no target of the path then; otherwise the route and its parameter tell both. */
    auditedAs?: string;
  }
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The audit entry of one request: stored before the change is made, completed before the answer leaves. */
export class RequestAudit {
  #notes: Readonly<Record<string, unknown>> = {};
  #answer: unknown = null;

  private constructor(
    private readonly log: AuditLog,
    private readonly begun: StartedEntry,
  ) {}

  /** Stores the entry. @throws GatewayError `store_full`, `store_unavailable` */
  static async begin(log: AuditLog, request: FastifyRequest): Promise<RequestAudit> {
    const { method, params, body, routeOptions } = request;
    const change = changeOf({ method, route: routeOptions.url ?? '', params, body });
    const { auditedAs: action } = routeOptions.config;
    const entry = action === undefined ? change : { ...change, action, target: null };
    return new RequestAudit(log, await log.begin(entry, request));
  }

  /** Adds details, nothing secret, to the entry. */
  note(notes: Readonly<Record<string, unknown>>): void {
    this.#notes = { ...this.#notes, ...notes };
  }

  /** Keeps the body of the answer, which holds the id of a created resource. */
  keepAnswer(answer: unknown): void {
    this.#answer = answer;
  }

  async complete({ statusCode }: Pick<FastifyReply, 'statusCode'>): Promise<void> {
    const { target, detail } = this.begun.entry;
    const outcome = outcomeOf(statusCode);
    const status = outcome === 'done' ? {} : { status: statusCode };
    await this.log.complete(this.begun, {
      target: target ?? createdId(this.#answer),
      detail: { ...detail, ...this.#notes, ...status },
      outcome,
    });
  }
}

/**
 * Tells whether a request may change something: any method but the safe ones, on every route that is not `Unaudited` and
 * that viewers may not call. Events of emit keys are not audited; and without keys, routes that take events are not audited, because every event would be an admin's.
 */
export function isAudited({ method, caller, body, routeOptions, is404 }: FastifyRequest): boolean {
  if (SAFE_METHODS.has(method) || is404) return false;
  // Callers whose role does not suffice are refused, which the log tells otherwise.
  if (caller === null || caller.role === 'emit') return false;
  if (!opens(caller.role, neededFor(method, routeOptions.url ?? ''))) return false;
  const { unaudited, dryRun = false, signable = false } = routeOptions.config;
  if (unaudited !== undefined || (signable && caller.by === 'loopback')) return false;
  return !(dryRun && isDry(body));
}

function isDry(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Reflect.get(body, 'dry_run') === true;
}

function outcomeOf(status: number): AuditOutcome {
  if (status < 400) return 'done';
  return status < 500 ? 'refused' : 'failed';
}
