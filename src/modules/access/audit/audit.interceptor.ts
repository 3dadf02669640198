import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable } from 'rxjs';
import { AuditLog } from './audit-log.service.js';
import { changeOf } from './change.js';

/** Writes down what a route has changed, before its answer leaves. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(private readonly log: AuditLog) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.method === 'GET' || request.method === 'HEAD') return next.handle();
    return next.handle().pipe(mergeMap((answer) => this.#written(request, answer)));
  }

  async #written(request: FastifyRequest, answer: unknown): Promise<unknown> {
    const { method, params, body, routeOptions } = request;
    const change = changeOf({ method, route: routeOptions.url ?? '', params, body, answer });
    if (change) await this.log.record(change, request);
    return answer;
  }
}
