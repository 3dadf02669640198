import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { PartialRequest } from '../../../test/support/partial-request.js';
import { serverOptions } from './server-options.js';

const TIMEOUT_MS = 300;
const server = fastify(serverOptions([], TIMEOUT_MS));
let url: string;

beforeAll(async () => {
  server.post('/api/webhooks/trigger', () => ({ taken: true }));
  url = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  server.server.closeAllConnections();
  await server.close();
});

describe('A request that stalls', () => {
  it.each(['headers', 'body'] as const)('is ended in its %s with 408 and the reason', async (half) => {
    const began = performance.now();
    const answer = await (await PartialRequest.to(url, { event: 'job.completed' }, half)).ended();
    expect(performance.now() - began).toBeGreaterThanOrEqual(TIMEOUT_MS);
    expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1]!)).toEqual({
      success: false,
      code: 'request_timeout',
      message: 'The request did not arrive whole in time.',
    });
  });

  it('delays no other request meanwhile', async () => {
    const stalled = await PartialRequest.to(url, { event: 'job.completed' });
    const whole = await PartialRequest.to(url, { event: 'job.completed' }, 'body', { connection: 'close' });
    expect(await whole.finish()).toMatch(/^HTTP\/1\.1 200 /);
    expect(stalled.answer).toBe('');
    await stalled.abandon();
  });
});
