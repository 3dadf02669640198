import type { ServerResponse } from 'node:http';
import { Controller, Get, Headers, Query, Req, Res, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { takeUntil } from 'rxjs';
import { Refusal } from '../../model/refusal.js';
import { SessionWatch } from '../../access/console/session-watch.service.js';
import { STREAM_MESSAGE_TYPES } from '../../model/stream-message-types.js';
import { ActivityStream } from './activity-stream.service.js';
import type { Message } from './replay-buffer.js';
import { api } from '../observe.openapi.js';

/** Listeners at a time, at most. */
const LISTENERS_MAX = 100;
/** Unread bytes of a listener before it is disconnected; it reconnects and gets the messages it missed. */
const UNREAD_MAX = 1024 * 1024;
/** Time between two comment lines, ms: proxies close connections that are silent for longer. */
const HEARTBEAT_MS = 15_000;
/** Time after which a disconnected listener reconnects, ms. */
const RETRY_MS = 2_000;
const HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
};

/** Streams what happens on all nodes as Server-Sent Events. */
@Controller('api/webhooks/stream')
export class StreamController {
  #listeners = 0;

  constructor(
    private readonly activity: ActivityStream,
    private readonly sessions: SessionWatch,
  ) {}

  @api.listen
  @Get()
  async stream(
    @Query() query: Record<string, unknown>,
    @Headers('last-event-id') lastId: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const types = typesOf(query);
    if (this.#listeners >= LISTENERS_MAX) {
      throw new ServiceUnavailableException({ message: 'Too many are listening.', retryAfter: 30 });
    }
    // HEAD requests come to this route too, and want the headers only.
    if (request.method === 'HEAD') return void reply.headers(HEADERS).send();
    this.#listeners++;
    try {
      await this.#serve(request, reply, { types, lastId: lastId ?? null });
    } finally {
      this.#listeners--;
    }
  }

  /** Resolves when the listener has left or was disconnected, its session has ended, or the gateway stops. */
  async #serve(
    request: FastifyRequest,
    reply: FastifyReply,
    { types, lastId }: { readonly types: ReadonlySet<string>; readonly lastId: string | null },
  ): Promise<void> {
    await this.activity.join().catch((error: unknown) => {
      this.activity.leave();
      throw error;
    });
    reply.hijack();
    const { raw } = reply;
    const over = Promise.withResolvers<void>();
    raw.on('close', over.resolve);
    raw.on('error', over.resolve);
    raw.writeHead(200, HEADERS);
    raw.write(`retry: ${RETRY_MS}\n\n`);
    const send = (message: Message): void => {
      if (message.type === 'reset' || types.has(message.type)) write(raw, frame(message));
    };
    const missed = lastId === null ? [] : this.activity.missedSince(lastId);
    if (missed === null) write(raw, 'event: reset\ndata: {"reason":"Some messages were missed."}\n\n');
    else for (const message of missed) send(message);
    const listening = this.activity.messages
      .pipe(takeUntil(this.sessions.ended(request, HEARTBEAT_MS)))
      .subscribe({ next: send, complete: () => raw.end() });
    const heartbeat = setInterval(() => write(raw, ': still here\n\n'), HEARTBEAT_MS);
    await over.promise;
    clearInterval(heartbeat);
    listening.unsubscribe();
    this.activity.leave();
  }
}

function frame({ id, type, data }: Message): string {
  return `id: ${id}\nevent: ${type}\ndata: ${data}\n\n`;
}

/** Writes to a listener, or disconnects one with too many unread bytes. */
function write(raw: ServerResponse, text: string): void {
  if (raw.writableLength > UNREAD_MAX) raw.destroy();
  else if (!raw.writableEnded && !raw.destroyed) raw.write(text);
}

function typesOf({ types, ...others }: Record<string, unknown>): ReadonlySet<string> {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw Refusal.malformed([{ field: unknown, message: `There is no field ${unknown}; there is types.` }]);
  if (types === undefined || types === '') return new Set(STREAM_MESSAGE_TYPES);
  const asked = typeof types === 'string' ? types.split(',').map((type) => type.trim()) : ['?'];
  if (asked.every((type) => STREAM_MESSAGE_TYPES.some((known) => known === type))) return new Set(asked);
  throw Refusal.malformed([
    { field: 'types', message: `types is a list of: ${STREAM_MESSAGE_TYPES.join(', ')}.` },
  ]);
}
