import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from './read-body.js';
import { BODY_MAX_BYTES, refusalOf, type ReceiveOptions, type Refusal } from './receive-options.js';
import { handledAll } from './handled-webhooks.js';
import type { RequestedAction } from './requested-action.js';
import { verifyWebhooks, type VerifiedWebhooks } from './verify-webhooks.js';
import { checkOptions, secretsOf, type VerifiedWebhook } from './verify-webhook.js';

/** A request as Express, Connect or plain `node:http` pass it. */
export type WebhookRequest = IncomingMessage & {
  body?: unknown;
  /** Bytes of the body, where a body parser kept them; see `keepRawBody`. */
  rawBody?: Uint8Array | string;
  /** The verified webhook, set when the request comes from the gateway and is no batch. */
  webhook?: VerifiedWebhook;
  /** All verified webhooks of the request: one, or those of a batch. */
  webhooks?: readonly VerifiedWebhook[];
};

type Next = (error?: unknown) => void;

/** Options of {@link expressWebhook}. */
export interface ExpressWebhookOptions extends ReceiveOptions {
  /**
   * Called with a verified webhook. The answer is 200 when it resolves; when it rejects, the error goes to the
   * application's error handler. Without it the request goes on to the next handler, which has to answer. Of a batch it is called for one
   * event after the other, and the answer tells the gateway which of them it is to send again.
   */
  readonly onWebhook?: (webhook: VerifiedWebhook) => unknown;
  /** Called in place of `onWebhook` with an action that somebody pressed in a message; answered in the same way. */
  readonly onAction?: (action: RequestedAction, webhook: VerifiedWebhook) => unknown;
}

/**
 * Middleware for Express and Connect: lets through what comes from the gateway, as `req.webhook`, and answers anything
 * else with 401.
 *
 * It reads the body itself, or takes what `express.raw()` read. After a parser such as `express.json()` the bytes are
 * gone, unless that parser was given `{ verify: keepRawBody }`.
 *
 * @throws TypeError for a missing or blank secret, or an option out of range
 */
export function expressWebhook(
  options: ExpressWebhookOptions,
): (request: WebhookRequest, response: ServerResponse, next: Next) => Promise<void> {
  secretsOf(options.secret);
  checkOptions(options);
  return async (request, response, next) => {
    try {
      const received = await receive(request, options);
      if ('status' in received) return refuse(response, received);
      const { webhooks, isBatch } = received;
      request.webhooks = webhooks;
      if (isBatch) request.body = webhooks.map(({ payload }) => payload);
      else {
        request.webhook = webhooks[0]!;
        request.body = request.webhook.payload;
      }
      const { error, unhandled, failed, ...told } = await handledAll(received, options);
      if (error) return next(error.thrown);
      if (unhandled.length === 0) return answer(response, told.status, told.answer);
      // The next handler answers for the rest; it cannot say which of the others failed.
      if (failed > 0) return next(new Error(`${failed} events of a batch were not handled.`));
      request.webhooks = unhandled;
    } catch (error) {
      return next(error);
    }
    return next();
  };
}

async function receive(
  request: WebhookRequest,
  options: ExpressWebhookOptions,
): Promise<VerifiedWebhooks | { status: number; refusal: Refusal }> {
  const { secret, maxBytes = BODY_MAX_BYTES } = options;
  const body = await rawBodyOf(request, maxBytes);
  if (body === null) return { status: 413, refusal: tooLarge(maxBytes) };
  try {
    return verifyWebhooks(body, request.headers, secret, options);
  } catch (error) {
    return { status: 401, refusal: refusalOf(error) };
  }
}

/** Keeps the bytes beside the parsed body: `express.json({ verify: keepRawBody })`. */
export function keepRawBody(request: WebhookRequest, _response: unknown, bytes: Uint8Array): void {
  request.rawBody = bytes;
}

async function rawBodyOf(request: WebhookRequest, maxBytes: number): Promise<Uint8Array | string | null> {
  const kept = request.rawBody ?? request.body;
  if (kept instanceof Uint8Array || typeof kept === 'string') return kept;
  if (!request.readableEnded && !request.readableDidRead) return readBody(request, maxBytes);
  throw new TypeError(
    'The body was parsed before expressWebhook saw it. Put expressWebhook first, or parse with { verify: keepRawBody }.',
  );
}

function tooLarge(maxBytes: number): Refusal {
  return { success: false, code: 'body_too_large', message: `The body is over ${maxBytes} bytes.` };
}

function refuse(response: ServerResponse, { status, refusal }: { status: number; refusal: Refusal }): void {
  // The rest of the body is not read.
  if (status === 413) response.setHeader('Connection', 'close');
  answer(response, status, refusal);
}

function answer(response: ServerResponse, status: number, content: object): void {
  if (response.headersSent) return;
  const body = JSON.stringify(content);
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(body);
}
