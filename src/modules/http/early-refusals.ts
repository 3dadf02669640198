import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isVisit, readablePath } from '../model/visit.js';

/** Answers a request whose path cannot be decoded, so that it has no route; browsers are led to the page at the path as it is written. */
export function refuseUnroutable(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (isVisit(request))
    return void reply
      .status(302)
      // Fastify's own redirect decodes the address.
      .header('Location', readablePath(request.originalUrl))
      .header('Cache-Control', 'no-store')
      .send();
  const message = 'The path of the request cannot be read.';
  void reply
    .status(400)
    .header('Cache-Control', 'no-store')
    .send({ success: false, code: 'invalid_request', message });
}

interface RawRefusal {
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** Refusals by the code of Node's parser error. */
const BY_CODE: Readonly<Record<string, RawRefusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    code: 'invalid_request',
    message: 'The headers of the request are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    code: 'request_timeout',
    message: 'The request did not arrive whole in time.',
  },
};
const NOT_HTTP: RawRefusal = {
  status: '400 Bad Request',
  code: 'invalid_request',
  message: 'That is not an HTTP request.',
};

/** Answers a connection whose bytes are no request: no HTTP, headers that are too large, or a request that timed out. */
export function refuseMalformedHttp(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const { status, code, message } = BY_CODE[error.code ?? ''] ?? NOT_HTTP;
  const body = JSON.stringify({ success: false, code, message });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n`;
  if (socket.writable) socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  socket.destroy(error);
}
