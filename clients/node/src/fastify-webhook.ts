import type { IncomingHttpHeaders } from 'node:http';
import { BODY_MAX_BYTES, refusalOf, type ReceiveOptions } from './receive-options.js';
import { handledAll } from './handled-webhooks.js';
import type { RequestedAction } from './requested-action.js';
import { verifyWebhooks, type VerifiedWebhooks } from './verify-webhooks.js';
import { checkOptions, secretsOf, type VerifiedWebhook } from './verify-webhook.js';

/** The used part of Fastify's request, reply and instance. */
interface Request {
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
interface Reply {
  code(status: number): { send(payload: unknown): unknown };
}
interface Instance {
  removeAllContentTypeParsers(): void;
  addContentTypeParser(
    contentType: string,
    options: { parseAs: 'buffer'; bodyLimit: number },
    parse: (request: never, body: Buffer, done: (error: Error | null, body?: unknown) => void) => void,
  ): unknown;
  post(path: string, options: object, handler: (request: never, reply: never) => Promise<unknown>): unknown;
}

/** Options of {@link fastifyWebhook}. */
export interface FastifyWebhookOptions extends ReceiveOptions {
  /** Path that the gateway posts to. Default `/webhooks/streamgank`. */
  readonly path?: string;
  /**
   * Called with a verified webhook, of a batch with one event after the other. The answer is 200 when it resolves; when it rejects, the
   * gateway retries. It may be left out where `onAction` is given: other webhooks are answered and dropped then.
   */
  readonly onWebhook?: (webhook: VerifiedWebhook) => unknown;
  /** Called in place of `onWebhook` with an action that somebody pressed in a message; answered in the same way. */
  readonly onAction?: (action: RequestedAction, webhook: VerifiedWebhook) => unknown;
}

/**
 * A plugin for Fastify: `app.register(fastifyWebhook, { secret, path, onWebhook })` adds the route and answers with
 * 401 what does not come from the gateway. It reads its own bodies and leaves those of other routes alone.
 *
 * Rejects with a TypeError for a missing or blank secret, or an option out of range.
 */
export async function fastifyWebhook(app: Instance, options: FastifyWebhookOptions): Promise<void> {
  const { secret, path = '/webhooks/streamgank', maxBytes = BODY_MAX_BYTES } = options;
  secretsOf(secret);
  checkOptions(options);
  if (!options.onWebhook && !options.onAction)
    throw new TypeError(
      'fastifyWebhook needs onWebhook or onAction: without them nothing handles what arrives.',
    );
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBytes }, (_request, body, done) =>
    done(null, body),
  );
  app.post(path, { bodyLimit: maxBytes }, async ({ headers, body }: Request, reply: Reply) => {
    let received: VerifiedWebhooks;
    try {
      received = verifyWebhooks((body as Buffer | undefined) ?? '', headers, secret, options);
    } catch (error) {
      return reply.code(401).send(refusalOf(error));
    }
    const { error, status, answer } = await handledAll(received, options);
    if (error) throw error.thrown;
    return reply.code(status).send(answer);
  });
}
