import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess } from '../support/gateway-process.js';
import { arrivals } from '../support/arrivals.js';
import { OwnEndpoint } from '../support/own-endpoint.js';
import { Stage } from '../support/stage.js';

const event = (job: string | number, n: number) => ({ event: 'job.completed', data: { job_id: job, n } });
const PLENTY = { WEBHOOK_RATE_LIMIT_MAX: '100000', WEBHOOK_BREAKER_FAILURES: '0' };

/** A gateway whose endpoints have no order unless they ask for one. */
const shared = Stage.forFile();
let gateway: GatewayProcess;
beforeAll(async () => {
  gateway = await shared.gateway(PLENTY);
}, START_MS);

describe('An endpoint with ordering by job', () => {
  it.concurrent(
    'gets the other jobs while the first event of one job fails, and the rest of that job after it',
    async () => {
      let broken = true;
      const receiver = await shared.receiver(({ body }) => (broken && body.includes('"sick"') ? 500 : 200));
      const settings = { ordering: 'job', max_retries: 100 };
      const own = await OwnEndpoint.on(gateway, shared, receiver.url(), settings);
      for (let n = 0; n < 10; n++)
        await Promise.all(['sick', 'well'].map((job) => own.trigger({ job_id: job, n })));
      const got = (job: string) => arrivals(receiver.requests).get(job) ?? [];
      await receiver.until(() => got('well').length === 10 && got('sick').length >= 3);
      expect(got('well')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(new Set(got('sick'))).toEqual(new Set([0]));
      broken = false;
      await own.settled();
      expect([...new Set(got('sick'))]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(got('sick').slice(-9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    },
  );

  it.concurrent('gets the next event of a job after one that failed permanently', async () => {
    const receiver = await shared.receiver(({ body }) => (body.includes('"n":1}') ? 400 : 200));
    const settings = { ordering: 'job', max_retries: 2 };
    const own = await OwnEndpoint.on(gateway, shared, receiver.url(), settings);
    for (let n = 0; n < 4; n++) await own.trigger({ job_id: 7, n });
    await own.settled();
    expect(arrivals(receiver.requests).get(7 as never)).toEqual([0, 1, 1, 1, 2, 3]);
    expect(own.deliveries().map(({ state }) => state)).toEqual([
      'delivered',
      'failed',
      'delivered',
      'delivered',
    ]);
  });

  it.concurrent(
    'gets each job in order across failures and a kill of the gateway',
    async () => {
      await using stage = new Stage();
      const [jobs, each] = [20, 10];
      // Every fifth request fails; attempts in flight at the kill may arrive twice, but never out of order.
      const receiver = await stage.receiver((_, __, nth) => (nth % 5 === 0 ? 500 : 200));
      const env = {
        ...PLENTY,
        WEBHOOK_ORDERING: 'job',
        WEBHOOK_URLS: receiver.url(),
        WEBHOOK_MAX_RETRIES: '50',
        WEBHOOK_RETRY_DELAY: '5',
      };
      const post = async (gateway: GatewayProcess, from: number, to: number): Promise<void> => {
        const one = async (job: number): Promise<void> => {
          for (let n = from; n < to; n++) await gateway.trigger(event(`j${job}`, n));
        };
        await Promise.all(Array.from({ length: jobs }, (_, job) => one(job)));
      };
      const first = await stage.gateway(env);
      await post(first, 0, each / 2);
      await first.end('SIGKILL');
      const second = await stage.gateway(env);
      await post(second, each / 2, each);
      await second.settled();
      const arrived = [...arrivals(receiver.requests).values()];
      expect(arrived).toHaveLength(jobs);
      for (const numbers of arrived) {
        expect(numbers).toEqual(numbers.toSorted((x, y) => x - y));
        expect(new Set(numbers).size).toBe(each);
      }
      expect(stage.deliveries().every(({ state }) => state === 'delivered')).toBe(true);
    },
    60_000,
  );
});

describe('The default order', () => {
  it.concurrent('is by job for chat platforms and none for webhooks', async () => {
    const receiver = await shared.receiver(() => 'handled');
    const webhook = await OwnEndpoint.on(gateway, shared, receiver.url('/hook'));
    const chat = await OwnEndpoint.on(gateway, shared, `slack+${receiver.url('/slack')}`);
    for (let n = 0; n < 3; n++)
      await Promise.all([webhook, chat].map((own) => own.trigger({ job_id: 'j', n })));
    await receiver.until((requests) => requests.length >= 4);
    const paths = receiver.requests.map(({ path }) => path).toSorted();
    expect(paths).toEqual(['/hook', '/hook', '/hook', '/slack']);
  });
});
