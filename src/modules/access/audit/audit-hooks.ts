import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AuditLog } from './audit-log.service.js';
import { isAudited, RequestAudit } from './request-audit.js';

/**
 * Audits every request that may change something. The entry is stored before the route is called, so there is no change
 * without an entry; when it cannot be stored, the request is refused and nothing is changed.
 */
export function auditRequests(server: FastifyInstance, log: AuditLog): void {
  server.decorateRequest('audit', null);
  server.addHook('preHandler', (request, _reply, done) => {
    if (isAudited(request)) return begin(log, request);
    done();
    return undefined;
  });
  server.addHook('preSerialization', ({ audit }, _reply, payload, done) => {
    audit?.keepAnswer(payload);
    done(null, payload);
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if (request.audit !== null) return end(request, reply, payload);
    done(null, payload);
    return undefined;
  });
}

async function begin(log: AuditLog, request: FastifyRequest): Promise<void> {
  request.audit = await RequestAudit.begin(log, request);
}

async function end<Payload>(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: Payload,
): Promise<Payload> {
  const { audit } = request;
  request.audit = null;
  await audit?.complete(reply);
  return payload;
}
