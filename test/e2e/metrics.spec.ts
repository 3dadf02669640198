import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { faultsOf, readExposition } from '../support/exposition.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();

async function figures(url: string): Promise<ReadonlyMap<string, number>> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [
      line.slice(0, line.lastIndexOf(' ')),
      Number(line.slice(line.lastIndexOf(' ') + 1)),
    ]),
  );
}

describe('Metrics', () => {
  it('count and time events, attempts and deliveries', async () => {
    const good = await stage.receiver();
    const bad = await stage.receiver(() => 500);
    const env = { WEBHOOK_MAX_RETRIES: '1', WEBHOOK_RETRY_DELAY: '10' };
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${good.url()},${bad.url()}`, ...env });
    await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=20' });
    const read = await figures(gateway.url);
    const expected = {
      'webhook_events_accepted_total{event_type="job.completed"}': 1,
      'webhook_deliveries_settled_total{endpoint="webhook_1",outcome="delivered"}': 1,
      'webhook_deliveries_settled_total{endpoint="webhook_2",outcome="failed"}': 1,
      'webhook_event_deliveries_settled_total{event_type="job.completed",outcome="delivered"}': 1,
      'webhook_event_deliveries_settled_total{event_type="job.completed",outcome="failed"}': 1,
      'webhook_attempts_total{endpoint="webhook_1",outcome="delivered"}': 1,
      'webhook_attempts_total{endpoint="webhook_2",outcome="retry"}': 2,
      'webhook_attempt_duration_seconds_count{endpoint="webhook_2"}': 2,
      'webhook_delivery_age_seconds_count{endpoint="webhook_1"}': 1,
      'webhook_deliveries_open{state="pending"}': 0,
      'webhook_endpoint_enabled{endpoint="webhook_1"}': 1,
    };
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, read.get(name)]))).toEqual(expected);
    expect([...read.keys()].filter((name) => !name.startsWith('webhook_'))).toEqual([]);
  });

  it('show the backlog of an endpoint while its circuit is open, and the work of the store', async () => {
    const bad = await stage.receiver(() => 500);
    const good = await stage.receiver();
    const gateway = await stage.gateway({
      WEBHOOK_URLS: `${bad.url()},${good.url()}`,
      WEBHOOK_MAX_RETRIES: '100',
      WEBHOOK_BREAKER_FAILURES: '2',
      WEBHOOK_BREAKER_PAUSE: '10m',
    });
    for (let i = 0; i < 3; i++) await gateway.trigger({ event: 'job.completed', data: {} });
    await gateway.statusWhere(({ endpoints, deliveries: { sending } }) => {
      return endpoints[0].breaker === 'open' && sending === 0;
    });
    await until('the deliveries to be due, and held', async () => {
      const held = 'webhook_deliveries_held{endpoint="webhook_1",by="breaker"}';
      return (await figures(gateway.url)).get(held) === 3;
    });
    const families = readExposition(await (await fetch(`${gateway.url}/metrics`)).text());
    expect(faultsOf(families)).toEqual([]);
    const of = (name: string, labels: object = {}): number | undefined =>
      [...families.values()]
        .flatMap(({ samples }) => samples)
        .find((sample) => sample.name === name && isDeepStrictEqual(sample.labels, labels))?.value;
    // Deliveries that the circuit holds are not overdue.
    expect(of('webhook_deliveries_due', { endpoint: 'webhook_1' })).toBe(0);
    expect(of('webhook_deliveries_past_due_seconds', { endpoint: 'webhook_1' })).toBe(0);
    expect(of('webhook_deliveries_due', { endpoint: 'webhook_2' })).toBe(0);
    expect(of('webhook_deliveries_past_due_seconds', { endpoint: 'webhook_2' })).toBe(0);
    expect(of('webhook_breaker_state', { endpoint: 'webhook_1', state: 'open' })).toBe(1);
    expect(of('webhook_breaker_state', { endpoint: 'webhook_1', state: 'closed' })).toBe(0);
    expect(of('webhook_breaker_state', { endpoint: 'webhook_2', state: 'closed' })).toBe(1);
    // Three acceptances and three deliveries of the good endpoint at the least, in however many writes.
    expect(of('webhook_store_commit_calls_sum')).toBeGreaterThanOrEqual(4);
    expect(of('webhook_store_commit_duration_seconds_sum')).toBeGreaterThan(0);
    expect(families.has('webhook_nodejs_eventloop_lag_seconds')).toBe(true);
    expect(of('webhook_oldest_open_seconds')).toBeGreaterThan(0);
    // The deliveries to the good endpoint were younger than a day, which is the last bound.
    expect(of('webhook_delivery_age_seconds_bucket', { endpoint: 'webhook_2', le: '86400' })).toBe(3);
    expect(of('webhook_delivery_age_seconds_bucket', { endpoint: 'webhook_2', le: '+Inf' })).toBe(3);
  });

  it('require an admin key where keys are set, and hold no secret', async () => {
    const keys = {
      WEBHOOK_EMIT_KEYS: 'emit-key-0123456789abcdef',
      WEBHOOK_ADMIN_KEYS: 'admin-key-0123456789abcdef',
    };
    const url = 'https://hooks.slack.com/services/T0/B0/SecretSlackToken';
    const gateway = await stage.gateway({ WEBHOOK_URLS: url, ...keys });
    const read = (key: string): Promise<Response> =>
      fetch(`${gateway.url}/metrics`, { headers: { authorization: `Bearer ${key}` } });
    expect((await fetch(`${gateway.url}/metrics`)).status).toBe(401);
    expect((await read(keys.WEBHOOK_EMIT_KEYS)).status).toBe(403);
    const answer = await read(keys.WEBHOOK_ADMIN_KEYS);
    expect(answer.headers.get('content-type')).toContain('version=0.0.4');
    expect(await answer.text()).not.toContain('SecretSlackToken');
  });
});
