import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Bounds the open connections. Beyond `max` the one that has been idle for the longest time is closed, those that never
 * carried a request with a key first: however many connections strangers hold, a new one gets in.
 *
 * @param isProven whether a request's headers have shown who sends it
 */
export function boundConnections(
  instance: FastifyInstance,
  max: number,
  isProven: (request: FastifyRequest) => boolean,
): void {
  /** By their latest request, the longest idle first. */
  const strangers = new Set<Socket>();
  const known = new Set<Socket>();
  (instance.server as Server).on('connection', (socket: Socket) => {
    strangers.add(socket);
    socket.once('close', () => {
      strangers.delete(socket);
      known.delete(socket);
    });
    if (strangers.size + known.size <= max) return;
    const [victim] = strangers.size > 1 ? strangers : known;
    (victim ?? socket).destroy();
  });
  instance.addHook('preParsing', (request, _reply, payload, done) => {
    const { socket } = request.raw;
    const from = known.has(socket) ? known : strangers;
    // A socket that was closed meanwhile stands in neither.
    if (from.delete(socket)) (from === known || isProven(request) ? known : strangers).add(socket);
    done(null, payload);
  });
}
