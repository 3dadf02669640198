import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Bounds the open connections. Beyond `max` it closes the connection that has been idle for the longest time, those that
 * never carried a request with a key first, so that a new connection is always accepted.
 *
 * @param isProven whether the headers of a request prove its sender
 */
export function boundConnections(
  instance: FastifyInstance,
  max: number,
  isProven: (request: FastifyRequest) => boolean,
): void {
  /** Connections without a proven request, the longest idle first. */
  const strangers = new Set<Socket>();
  const known = new Set<Socket>();
  (instance.server as Server).on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => {
      strangers.delete(socket);
      known.delete(socket);
    });
    if (strangers.size + known.size <= max) return;
    const [longestIdle] = strangers.size > 1 ? strangers : known;
    (longestIdle ?? socket).destroy();
  });
  instance.addHook('preParsing', (request, _reply, payload, done) => {
    const { socket } = request.raw;
    const from = known.has(socket) ? known : strangers;
    // A socket that was closed meanwhile is in neither set.
    if (from.delete(socket)) (from === known || isProven(request) ? known : strangers).add(socket);
    done(null, payload);
  });
}
