import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '../model/gateway-error.js';
import { Metrics } from './metrics.service.js';

describe(Metrics.name, () => {
  it('bounds the labels of unknown event types, and keeps those of known ones', () => {
    const metrics = new Metrics();
    const labels = new Set(Array.from({ length: 1_000 }, (_, i) => metrics.typeLabel(`made.up_${i}`)));
    expect(labels.size).toBe(201);
    expect(labels).toContain('other');
    expect(metrics.typeLabel('made.up_0')).toBe('made.up_0');
    expect(metrics.typeLabel('job.completed')).toBe('job.completed');
  });

  it('leaves out the gauges of a store that does not answer, and shows the others', async () => {
    const metrics = new Metrics();
    let away = false;
    const read = () => {
      if (away) throw new GatewayError('store_unavailable', 'gone');
    };
    const help = 'a test';
    metrics.gauge({ name: 'of_store', help, labelNames: [] }, async (gauge) => (read(), gauge.set(3)));
    metrics.gauge({ name: 'by_state', help, labelNames: ['state'] }, async (gauge) => {
      read();
      gauge.set({ state: 'a' }, 4);
    });
    metrics.gauge({ name: 'of_memory', help, labelNames: [] }, (gauge) => gauge.set(5));
    expect(await metrics.registry.metrics()).toMatch(/^of_store 3$[^]*^by_state\{state="a"\} 4$/m);
    away = true;
    const text = await metrics.registry.metrics();
    expect(text).not.toMatch(/^(of_store|by_state)/m);
    expect(text).toMatch(/^of_memory 5$/m);
  });

  it('removes every series of a removed endpoint and keeps all others', async () => {
    const metrics = new Metrics();
    for (const endpoint of ['gone', 'kept']) {
      metrics.attempts.inc({ endpoint, outcome: 'delivered' });
      metrics.attempts.inc({ endpoint, outcome: 'retry' });
      metrics.deliveries.inc({ endpoint, outcome: 'failed' });
      metrics.throttled.inc({ endpoint });
      metrics.attemptSeconds.observe({ endpoint }, 0.1);
      metrics.ageSeconds.observe({ endpoint }, 0.1);
    }
    metrics.events.inc({ event_type: 'job.failed' });
    const linesOf = async (name: string) =>
      (await metrics.registry.metrics()).split('\n').filter((line) => line.includes(name));
    const before = await linesOf('endpoint="kept"');
    await metrics.keepEndpoints(new Set(['kept']));
    expect(await linesOf('gone')).toEqual([]);
    expect(await linesOf('endpoint="kept"')).toEqual(before);
    expect(before.length).toBeGreaterThan(30);
    expect(await linesOf('event_type="job.failed"')).toHaveLength(1);
  });
});
