import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** Listeners by connection: a connection with many pipelined requests gets a single `close` listener. */
const watched = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `listener` when the connection of the request closes, at once for a closed one. Returns a function that removes
 * the listener. Watching the response is not enough: of pipelined requests only the first one's response emits `close`.
 */
export function onHangUp({ raw: { socket } }: Pick<FastifyRequest, 'raw'>, listener: () => void): () => void {
  if (socket.destroyed) listener();
  let listeners = watched.get(socket);
  if (listeners === undefined) {
    const all = (listeners = new Set());
    watched.set(socket, all);
    socket.once('close', () => {
      for (const each of all) each();
    });
  }
  // The set holds a new function for each call, so that a listener can be added twice.
  const entry = () => listener();
  listeners.add(entry);
  return () => void listeners.delete(entry);
}
