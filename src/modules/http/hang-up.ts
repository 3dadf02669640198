import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** By connection: one listener there, however many of its requests are waiting (a pipelining client has many). */
const watched = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls `listener` when the request's connection closes; at once where it has closed already. Returns what ends that.
 * The connection is watched and not the response: of pipelined requests only the first one's response hears of the end.
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
  // A function of its own, so that the same listener may be given twice.
  const entry = () => listener();
  listeners.add(entry);
  return () => void listeners.delete(entry);
}
