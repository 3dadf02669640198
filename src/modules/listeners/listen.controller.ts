import type { ServerResponse } from 'node:http';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { merge, take } from 'rxjs';
import { Unaudited } from '../access/access.decorators.js';
import { SessionWatch } from '../access/console/session-watch.service.js';
import { ValidateBody } from '../http/validate-body.js';
import type { Endpoint } from '../model/endpoint.js';
import type { HandedAnswer } from '../model/listener-link.js';
import { Refusal } from '../model/refusal.js';
import { ListenAnswerRequest, ListenRequest } from './listen.dto.js';
import { api } from './listen.openapi.js';
import type { ListenAnswered, ListenerClosedAnswer, ListenerOpenedAnswer } from './listen.response.js';
import { ListenerChannels, type WriteRequest } from './listener-channels.service.js';
import { GRACE_MS, Listeners } from './listeners.service.js';

/** Unread bytes of a stream before it is disconnected: it reconnects, and its deliveries are retried. */
const UNREAD_MAX = 16 * 1024 * 1024;
/** Time between two comment lines, ms: proxies close connections that are silent for longer. */
const HEARTBEAT_MS = 15_000;
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

/** Opens listeners, streams their requests and takes the answers. */
@Controller('api/webhooks/listen')
export class ListenController {
  constructor(
    private readonly listeners: Listeners,
    private readonly channels: ListenerChannels,
    private readonly sessions: SessionWatch,
  ) {}

  @api.openListener
  @Post()
  @HttpCode(201)
  async open(@Body(new ValidateBody(ListenRequest)) request: ListenRequest): Promise<ListenerOpenedAnswer> {
    const { events = null, filter = null } = request;
    const { id, webhookId, secret, ...endpoint } = await this.listeners.open({ events, filter });
    const listener = { id, webhook_id: webhookId, events: endpoint.events, secret, grace_ms: GRACE_MS };
    return { success: true, listener };
  }

  /** Resolves when the stream is over. */
  @api.readListener
  @Get(':id')
  async read(
    @Param('id') given: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const endpoint = this.listeners.find(given);
    // HEAD requests come to this route too, and want the headers only.
    if (request.method === 'HEAD') return void reply.headers(HEADERS).send();
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, HEADERS);
    raw.write(': listening\n\n');
    await this.#serve(endpoint, request, raw);
  }

  @api.closeListener
  @Delete(':id')
  async close(@Param('id') given: string): Promise<ListenerClosedAnswer> {
    return { success: true, cancelled: await this.listeners.close(this.listeners.find(given)) };
  }

  @api.answerRequest
  @Post(':id/answers')
  @HttpCode(200)
  @Unaudited('An answer is part of an attempt, which the history records.')
  answer(
    @Param('id') given: string,
    @Body(new ValidateBody(ListenAnswerRequest)) request: ListenAnswerRequest,
  ): ListenAnswered {
    const { url } = this.listeners.find(given);
    return { success: true, accepted: this.channels.answer(url, handOf(request), answerOf(request)) };
  }

  async #serve(endpoint: Endpoint, request: FastifyRequest, raw: ServerResponse): Promise<void> {
    const over = Promise.withResolvers<void>();
    raw.on('close', over.resolve);
    raw.on('error', over.resolve);
    const send: WriteRequest = (hand, { method, headers, body, timeoutMs }) =>
      write(
        raw,
        `event: request\ndata: ${JSON.stringify({ hand, method, headers, body, timeout_ms: timeoutMs })}\n\n`,
      );
    const { listeners, sessions } = this;
    const ending = merge(sessions.ended(request, HEARTBEAT_MS), listeners.stopping, listeners.over(send))
      .pipe(take(1))
      .subscribe(() => raw.end());
    const heartbeat = setInterval(() => write(raw, ': still here\n\n'), HEARTBEAT_MS);
    try {
      await this.listeners.attach(endpoint, send);
      await over.promise;
    } finally {
      clearInterval(heartbeat);
      ending.unsubscribe();
      await this.listeners.detach(endpoint, send);
      raw.end();
    }
  }
}

/** Writes to a stream, or disconnects one with too many unread bytes. Returns whether the text is on its way. */
function write(raw: ServerResponse, text: string): boolean {
  if (raw.writableEnded || raw.destroyed) return false;
  if (raw.writableLength <= UNREAD_MAX) {
    raw.write(text);
    return true;
  }
  raw.destroy();
  return false;
}

function handOf({ hand }: ListenAnswerRequest): string {
  if (hand) return hand;
  throw Refusal.malformed([{ field: 'hand', message: 'hand is required: the number of the request.' }]);
}

function answerOf({ status, headers, body, error }: ListenAnswerRequest): HandedAnswer {
  if (error) return { kind: 'no-answer', fault: { code: 'LISTENER_TARGET', message: error } };
  if (status) return { kind: 'answer', status, headers: headers ?? {}, body: body ?? '' };
  throw Refusal.malformed([
    { field: 'status', message: 'status is required, or error where there is no answer.' },
  ]);
}
