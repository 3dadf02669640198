import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { TargetGuard } from '../../../net/target-guard.js';
import { MailSocket } from './mail-socket.js';

describe('A connection to a mail server', () => {
  it('is made to a literal IPv6 address, which URLs write in brackets', async () => {
    const server = createServer().listen(0, '::1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = new URL(`smtp://[::1]:${(server.address() as AddressInfo).port}`);
    const socket = new MailSocket(url, new TargetGuard([]), true);
    try {
      expect(await socket.open()).toMatchObject({ remoteAddress: '::1' });
    } finally {
      socket.close();
      server.close();
    }
  });
});
