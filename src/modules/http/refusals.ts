import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What was refused before it found a route: a path that cannot be decoded. */
export function refuseUnroutable(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  const message = 'The path of the request cannot be read.';
  void reply.status(400).send({ success: false, code: 'invalid_request', message });
}

/** What was refused before it was a request: bytes that are not HTTP, headers without end. */
export function refuseNoise(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const [status, message] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431 Request Header Fields Too Large', 'The headers of the request are too large.']
      : ['400 Bad Request', 'That is not an HTTP request.'];
  const body = JSON.stringify({ success: false, code: 'invalid_request', message });
  const head = `HTTP/1.1 ${status}\r\nContent-Type: application/json; charset=utf-8\r\nConnection: close\r\n`;
  if (socket.writable) socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  socket.destroy(error);
}
