import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GatewayError } from '../model/gateway-error.js';
import { Refusal, type FieldFault, type RefusalKind } from '../model/refusal.js';
import { BODY_LIMIT } from './body-limit.js';

/** The answer to a request that is refused: never a stack trace, never the inside of the gateway. */
interface RefusedAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly FieldFault[];
  /** Seconds. */
  readonly retryAfter?: number;
}

/** `Retry-After` while the store refuses writes, and while it is too slow, seconds. */
const RETRY_AFTER_S = 5;
const RETRY_SOON_S = 1;

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  422: 'unprocessable',
  429: 'too_many_requests',
  503: 'unavailable',
  507: 'store_full',
};

/** The body limit of a route, bytes, and the media types it accepts beside JSON. */
interface RouteTerms {
  readonly bodyLimit?: number;
  readonly config?: { readonly accepts?: string };
}

/** A message for a status, where the HTTP layer's own one says too little; undefined for any other status. */
function statusMessage(status: number, route: RouteTerms | undefined): string | undefined {
  if (status === 413) return `The body is over ${size(route?.bodyLimit ?? BODY_LIMIT)}.`;
  if (status !== 415) return undefined;
  return `Send JSON, with Content-Type: application/json${route?.config?.accepts ?? ''}.`;
}

function size(bytes: number): string {
  return bytes < BODY_LIMIT ? `${bytes / 1024} KiB` : `${bytes / BODY_LIMIT} MiB`;
}

const NO_JSON = 'The body is not valid JSON.';

/** Messages by the error code of the HTTP layer. */
const LAYER_MESSAGES: Readonly<Record<string, string>> = {
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty; it must be a JSON object.',
  FST_ERR_CTP_INVALID_JSON_BODY: NO_JSON,
};

const REFUSED: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  unprocessable: 422,
};

/** Refusals by the code of the store's error. */
const STORE_REFUSALS: Readonly<Record<string, Omit<RefusedAnswer, 'code'>>> = {
  store_full: {
    status: 507,
    message: 'The disk of the store is full; nothing was accepted.',
    retryAfter: RETRY_AFTER_S,
  },
  store_unavailable: {
    status: 503,
    message: 'The store does not answer now; nothing was done.',
    retryAfter: RETRY_AFTER_S,
  },
  unavailable: {
    status: 503,
    message: 'Too many events wait for the store; nothing was accepted.',
    retryAfter: RETRY_SOON_S,
  },
};

/** Gives every error the contract's shape: `{success:false, code, message, errors?}`. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const { routeOptions } = host.switchToHttp().getRequest<Partial<FastifyRequest>>();
    const refusal = refusalOf(error, routeOptions);
    if (refusal.status === 500) this.#logger.error(error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent) return;
    if (refusal.retryAfter !== undefined) void reply.header('Retry-After', String(refusal.retryAfter));
    const { status, code, message, errors } = refusal;
    void reply.status(status).send({ success: false, code, message, ...(errors ? { errors } : {}) });
  }
}

/** Makes the answer to an error: its status, code and message. An error that is none of the gateway's own tells nothing of itself. */
export function refusalOf(error: unknown, route?: RouteTerms): RefusedAnswer {
  if (error instanceof HttpException) return ofHttp(error, route);
  if (error instanceof Refusal) {
    const { kind, code, message, faults } = error;
    return { status: REFUSED[kind], code, message, ...(faults ? { errors: faults } : {}) };
  }
  const ofStore = error instanceof GatewayError ? STORE_REFUSALS[error.code] : undefined;
  if (ofStore) return { ...ofStore, code: (error as GatewayError).code };
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return ofLayer(statusCode, statusMessage(statusCode, route) ?? LAYER_MESSAGES[code ?? ''] ?? message);
  if (error instanceof SyntaxError) return ofLayer(400, NO_JSON);
  return {
    status: 500,
    code: 'internal_error',
    message: 'Something went wrong inside the gateway; it is in its log.',
  };
}

function ofHttp(error: HttpException, route: RouteTerms | undefined): RefusedAnswer {
  const status = error.getStatus();
  const body = error.getResponse();
  const details = (typeof body === 'object' ? body : {}) as Partial<RefusedAnswer>;
  const { errors, retryAfter } = details;
  return {
    status,
    code: details.code ?? CODES[status] ?? 'error',
    message: (details.code ? undefined : statusMessage(status, route)) ?? details.message ?? error.message,
    ...(errors ? { errors } : {}),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function ofLayer(status: number, message = 'The request could not be read.'): RefusedAnswer {
  return { status, code: CODES[status] ?? 'invalid_request', message };
}
