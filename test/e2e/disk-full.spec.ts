import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../support/api-description.js';
import { arrivals } from '../support/arrivals.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const api = new ApiDescription();
const stage = Stage.forEachTest();
const SMALL_DISK = pathToFileURL(join(import.meta.dirname, '../support/small-disk.ts'));

/** Whole or not at all: the gateway reads it all the time. */
function limit(pages: number): void {
  writeFileSync(stage.folder.file('limit.new'), String(pages));
  renameSync(stage.folder.file('limit.new'), stage.folder.file('limit'));
}

describe('A full disk', () => {
  it('causes a 507 for new events, while accepted events are kept and delivered', async () => {
    let open = false;
    const receiver = await stage.receiver(() => (open ? 200 : 500));
    const gateway = await stage.gateway({
      NODE_OPTIONS: `--import=${SMALL_DISK}`,
      SMALL_DISK: stage.folder.file('limit'),
      WEBHOOK_URLS: receiver.url(),
      WEBHOOK_RATE_LIMIT_MAX: '100000',
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_BREAKER_FAILURES: '0',
    });
    const taken: number[] = [];
    let n = 0;
    const post = async () => {
      const data = { job_id: 'j', n, filler: 'x'.repeat(20_000) };
      const answer = await gateway.post('/api/webhooks/trigger', { event: 'job.completed', data });
      if (answer.status === 202) taken.push(n);
      n++;
      return answer;
    };
    for (let count = 0; count < 5; count++) await post();
    expect((await gateway.get('/readyz')).status).toBe(200);

    limit(1);
    const refused = await until('the first refusal', async () => {
      const answer = await post();
      return answer.status === 202 ? null : answer;
    });
    expect(refused).toMatchObject({ status: 507, body: { success: false, code: 'store_full' } });
    expect(refused.headers.get('retry-after')).toBe('5');
    const unready = await gateway.get('/readyz');
    expect(unready).toMatchObject({ status: 503, body: { code: 'store_full' } });
    expect(api.faultsOf(api.operation('triggerEvent'), refused)).toEqual([]);
    expect(api.faultsOf(api.operation('isReady'), unready)).toEqual([]);
    expect((await gateway.get('/livez')).status).toBe(200);
    const { deliveries } = await gateway.status();
    expect(deliveries.pending + deliveries.sending).toBe(taken.length);
    expect((await post()).status).toBe(507);

    limit(1_000_000);
    open = true;
    await until('ready again', async () => (await gateway.get('/readyz')).status === 200);
    expect((await post()).status).toBe(202);
    await gateway.settled();
    expect(stage.deliveries().map(({ state }) => state)).toEqual(taken.map(() => 'delivered'));
    expect([...new Set(arrivals(receiver.requests).get('j'))].toSorted((x, y) => x - y)).toEqual(taken);
  }, 60_000);
});
