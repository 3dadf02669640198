import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditOutcome } from '../../store/access-store.js';
import type { AuditLog, BegunEntry } from './audit-log.service.js';
import { changeOf, madeBy } from './change.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where nothing of the request goes into the audit log. */
    audit: RequestAudit | null;
  }
  interface FastifyContextConfig {
    /** Why requests of this route leave no entry in the audit log, though their method may change something. */
    unaudited?: string;
    /** `"dry_run": true` in the body means that nothing is changed. */
    dryRun?: boolean;
  }
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** One request in the audit log: stored before the change is made, completed before the answer leaves. */
export class RequestAudit {
  #notes: Readonly<Record<string, unknown>> = {};
  #answer: unknown = null;

  private constructor(
    private readonly log: AuditLog,
    private readonly begun: BegunEntry,
  ) {}

  /** @throws GatewayError `store_full`, `store_unavailable` */
  static async begin(log: AuditLog, request: FastifyRequest): Promise<RequestAudit> {
    const { method, params, body, routeOptions } = request;
    const change = changeOf({ method, route: routeOptions.url ?? '', params, body });
    return new RequestAudit(log, await log.begin(change, request));
  }

  /** Adds to the detail of the entry; nothing secret. */
  note(notes: Readonly<Record<string, unknown>>): void {
    this.#notes = { ...this.#notes, ...notes };
  }

  /** Keeps the body of the answer, which shows the id of what was made. */
  answeredWith(answer: unknown): void {
    this.#answer = answer;
  }

  async complete({ statusCode }: Pick<FastifyReply, 'statusCode'>): Promise<void> {
    const { target, detail } = this.begun.entry;
    const outcome = outcomeOf(statusCode);
    const status = outcome === 'done' ? {} : { status: statusCode };
    await this.log.complete(this.begun, {
      target: target ?? madeBy(this.#answer),
      detail: { ...detail, ...this.#notes, ...status },
      outcome,
    });
  }
}

/**
 * Whether a request may change something as an admin: every method but the safe ones, on every route that does not say
 * otherwise. Routes that take events are an exception without keys, where every event would be an admin's.
 */
export function isAudited({ method, caller, body, routeOptions, is404 }: FastifyRequest): boolean {
  if (SAFE_METHODS.has(method) || caller?.role !== 'admin' || is404) return false;
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
