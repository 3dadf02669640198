import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { Pace } from '../../timing/pace.js';
import { filterVerdict, subscribersOf } from './subscribers.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { turnsDuring } from '../../../../test/support/turns-during.js';

const endpoint = (id: string, filter: object | null): Endpoint => anEndpoint({ id, filter });
const eventOf = (data: string): GatewayEvent => ({
  id: 'e1',
  type: 'job.completed',
  data,
  timestamp: 't',
  acceptedAt: 0,
});
const LARGE = eventOf(JSON.stringify({ items: Array.from({ length: 100_000 }, () => 1) }));
const COSTLY = { 'data.items': { $gt: 5 } };
const ids = (endpoints: readonly Endpoint[]): string[] => endpoints.map(({ id }) => id);

describe('subscribersOf', () => {
  it('selects all endpoints at once, without reading the data, where none has a filter', () => {
    const all = [endpoint('a', null), endpoint('b', null)];
    expect(subscribersOf(all, eventOf('no JSON'), new Pace())).toEqual({ endpoints: all, tooCostly: [] });
  });

  it('separates endpoints whose filter passes from those whose filter is too costly', async () => {
    const all = [
      endpoint('none', null),
      endpoint('passes', { event: 'job.completed' }),
      endpoint('blocked', { event: 'job.failed' }),
      endpoint('costly', COSTLY),
    ];
    const { endpoints, tooCostly } = await subscribersOf(all, LARGE, new Pace());
    expect([ids(endpoints), ids(tooCostly)]).toEqual([['none', 'passes'], ['costly']]);
  });

  it('lets other work in after each filter that takes long', async () => {
    const all = Array.from({ length: 30 }, (_, at) => endpoint(String(at), { ...COSTLY }));
    const turns = await turnsDuring(Promise.resolve(subscribersOf(all, LARGE, new Pace())));
    expect(turns).toBeGreaterThanOrEqual(30);
  });

  it('lets no other work in for filters that take a few steps', async () => {
    const all = Array.from({ length: 30 }, (_, at) => endpoint(String(at), { 'data.n': at }));
    const turns = await turnsDuring(Promise.resolve(subscribersOf(all, eventOf('{"n":3}'), new Pace())));
    expect(turns).toBe(0);
  });

  it('does not pass data that is nested too deeply to be scanned', () => {
    const depth = 4_000;
    const event = eventOf(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(filterVerdict({ filter: { 'data.a.b': 1 } }, event)).not.toBe('passes');
  });
});
