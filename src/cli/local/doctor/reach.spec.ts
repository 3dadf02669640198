import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { reachAny } from './reach.js';

describe('A connection of the doctor', () => {
  it('needs one address of several that accepts, and else fails as the first one does', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const destination = { url: new URL(`http://two.test:${port}`), tls: null };
    const [dead, alive] = [
      { address: '127.0.0.2', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ] as const;
    try {
      expect(await reachAny([dead, alive], destination)).toEqual({ tls: null, certificateUntil: null });
      await expect(reachAny([dead], destination)).rejects.toMatchObject({
        code: 'ECONNREFUSED',
        address: '127.0.0.2',
      });
    } finally {
      server.close();
    }
  });

  it.each([
    ['smtp://two.test', 587],
    ['smtps://two.test', 465],
    ['https://two.test', 443],
  ])('goes to the usual port of %s', async (url, port) => {
    const dead = { address: '127.0.0.3', family: 4 } as const;
    const refused = { code: 'ECONNREFUSED', port };
    await expect(reachAny([dead], { url: new URL(url), tls: null })).rejects.toMatchObject(refused);
  });
});
