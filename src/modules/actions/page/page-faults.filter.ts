import { Catch, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayConfig } from '../../config/gateway-config.js';
import { refusalOf } from '../../http/error.filter.js';
import { htmlOf, PAGE_HEADERS } from './page.js';
import { faultPage } from './pages.js';

/** Answers errors on the pages of action links with a page, in the words of the API. */
@Catch()
@Injectable()
export class PageFaults implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  constructor(private readonly config: GatewayConfig) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const { routeOptions } = host.switchToHttp().getRequest<Partial<FastifyRequest>>();
    const { status, message, retryAfter } = refusalOf(error, routeOptions);
    if (status === 500) this.#logger.error(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    if (retryAfter !== undefined) void reply.header('Retry-After', String(retryAfter));
    void reply
      .status(status)
      .headers(PAGE_HEADERS)
      .send(htmlOf(faultPage(status, message), this.config.brand));
  }
}
