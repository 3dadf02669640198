import { beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayHost } from './gateway-host.js';
import type { GatewayProcess } from './gateway-process.js';
import { Stage } from './stage.js';

const SETTINGS = { WEBHOOK_URLS: 'http://app.invalid/' };

/** Runs a gateway to its end. */
async function ran(
  env: Readonly<Record<string, string>> = SETTINGS,
  end = (gateway: GatewayProcess) => gateway.letGo(),
): Promise<GatewayProcess> {
  await using stage = new Stage();
  const gateway = await stage.gateway(env);
  await end(gateway);
  return gateway;
}

describe('A gateway in a host', () => {
  beforeAll(() => GatewayHost.endSpare());

  it('takes the process of the one before it, but none of its settings, data and log lines', async () => {
    const first = await ran({ ...SETTINGS, WEBHOOK_ADMIN_KEYS: 'admin-key-0123456789abcdef' });
    const lines = [...first.lines];
    await using stage = new Stage();
    const second = await stage.gateway(SETTINGS);
    expect(second.child.pid).toBe(first.child.pid);
    expect(second.url).not.toBe(first.url);
    expect(await second.get('/api/webhooks/events')).toMatchObject({ status: 200, body: { events: [] } });
    expect(first.lines).toEqual(lines);
    expect(second.messages.filter((text) => text.startsWith('👋'))).toEqual([]);
    await expect(fetch(`${first.url}/livez`)).rejects.toThrow('fetch failed');
  });

  it('ends with its exit code at SIGTERM, after its last line', async () => {
    let code: number | null | undefined;
    const gateway = await ran(SETTINGS, async (running) => void (code = await running.end('SIGTERM')));
    expect(code).toBe(0);
    expect(gateway.messages.at(-1)).toMatch(/^👋 Gateway stopped/);
  });

  it('leaves no process to the next where a signal kills it, or it could not start', async () => {
    const killed = await ran(SETTINGS, async (gateway) => void (await gateway.end('SIGKILL')));
    expect(killed.child.signalCode).toBe('SIGKILL');
    expect((await ran()).child.pid).not.toBe(killed.child.pid);
    await expect(ran({ WEBHOOK_URLS: 'no url' })).rejects.toThrow('WEBHOOK_URLS');
    expect((await ran()).exited).toBe(true);
  });

  it('has a process of its own where settings hold for its process', async () => {
    const own = await ran({ ...SETTINGS, LOG_LEVEL: 'debug' });
    expect(own.child.channel).toBeFalsy();
    expect((await ran()).child.channel).toBeTruthy();
  });
});
