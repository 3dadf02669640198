import { afterAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from './gateway-process.js';
import { Stage } from './stage.js';

const abandoned = new Stage();
let gateway: GatewayProcess;
let url: string;

describe('The stage of a test that never ends', () => {
  it('has a receiver and a gateway', async () => {
    const receiver = await abandoned.receiver();
    url = receiver.url();
    gateway = await abandoned.gateway({ WEBHOOK_URLS: url });
    expect((await fetch(url)).status).toBe(200);
    expect(gateway.exited).toBe(false);
  });
});

// Jest runs these hooks in their order: this one after that of `stage.ts`, which ends such stages. A failure fails the file.
afterAll(async () => {
  expect(gateway.exited).toBe(true);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
  await expect(abandoned.receiver()).rejects.toThrow('given up');
});
