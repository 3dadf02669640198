import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Connections that have sent nothing yet: browsers and pools open some ahead. Node counts them as busy, so a server that is closed would wait
 * for them.
 */
export class UnusedConnections {
  /** All connections that are open. */
  readonly #open = new Set<Socket>();

  /** Watches the connections of a server from now on. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => {
      this.#open.add(socket);
      socket.once('close', () => this.#open.delete(socket));
    });
  }

  /** Closes those of which not a byte has arrived. */
  close(): void {
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
  }
}
