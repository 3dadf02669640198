import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GatewayProcess } from '../support/gateway-process.js';
import { sized, tellSize } from '../support/long-run.js';
import { Receiver } from '../support/receiver.js';
import { TempFolder } from '../support/temp-folder.js';

/** Events of the backlog: a quick run has four times as many as memory holds. */
const [QUICK, LONG] = [1_000, 3_000];
const EVENTS = sized(QUICK, LONG, LONG);
/** Events before a kill, and after it. */
const [BEFORE, AFTER] = sized([400, 200], [1_000, 500], [1_000, 500]);
tellSize('Events of a backlog', QUICK, LONG, LONG);

describe('A backlog larger than memory holds', () => {
  let folder: TempFolder;
  let receiver: Receiver;
  let gateway: GatewayProcess;
  let opened: () => void;

  beforeEach(async () => {
    folder = new TempFolder();
    const open = new Promise<void>((resolve) => (opened = resolve));
    receiver = await Receiver.start(async () => {
      await open;
      return 200;
    });
    gateway = await start();
  });
  afterEach(async () => {
    opened();
    await gateway.end('SIGKILL');
    await receiver.close();
    folder[Symbol.dispose]();
  });

  function start(): Promise<GatewayProcess> {
    const env = {
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_TIMEOUT: '60000',
      LOG_LEVEL: 'info',
    };
    return GatewayProcess.start(env, folder.path);
  }

  async function post(from: number, to: number): Promise<void> {
    for (let i = from; i < to; i += 50) {
      const batch = Array.from({ length: 50 }, (_, k) => ({
        event: 'job.completed',
        id: `e${i + k}`,
        data: { job_id: `e${i + k}` },
      }));
      const answers = await Promise.all(batch.map((event) => gateway.post('/api/webhooks/trigger', event)));
      expect(answers.every(({ status }) => status === 202)).toBe(true);
    }
  }

  function jobs(): Set<string> {
    return new Set(receiver.requests.map(({ body }) => JSON.parse(body).data.job_id as string));
  }

  it('waits in the store with a limited part in memory, and is delivered completely, once', async () => {
    await post(0, EVENTS);
    const { deliveries } = (await gateway.get('/api/webhooks/status')).body.webhooks;
    expect(deliveries.sending).toBeLessThanOrEqual(256);
    expect(deliveries.pending + deliveries.sending).toBe(EVENTS);
    opened();
    await receiver.count(EVENTS, 60_000);
    await gateway.logged(/delivered successfully/);
    expect(jobs().size).toBe(EVENTS);
    expect(receiver.requests).toHaveLength(EVENTS);
  }, 90_000);

  it('survives a kill of the gateway', async () => {
    await post(0, BEFORE);
    await gateway.end('SIGKILL');
    const inFlight = receiver.requests.length;
    gateway = await start();
    await post(BEFORE, BEFORE + AFTER);
    opened();
    await receiver.until(() => jobs().size === BEFORE + AFTER, 60_000);
    expect(receiver.requests.length).toBeLessThanOrEqual(BEFORE + AFTER + inFlight);
  }, 90_000);
});
