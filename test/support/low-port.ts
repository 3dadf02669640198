import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * A port nobody listens on, below those a system gives away by itself: it stays free while the process that is to
 * listen on it restarts, whoever opens connections meanwhile.
 */
export async function lowPort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = createServer();
    const free = once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.listen(port, '127.0.0.1');
    if (!(await free)) continue;
    await new Promise((closed) => server.close(closed));
    return port;
  }
}
