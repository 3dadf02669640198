import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { Pace } from '../../timing/pace.js';
import { filterVerdict, takersOf } from './takers.js';

const endpoint = (id: string, filter: object | null): Endpoint => ({ id, filter }) as unknown as Endpoint;
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

/** Counts the turns of the event loop until `work` has ended. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let [turns, over] = [0, false];
  const count = (): void => {
    turns += 1;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  await work.finally(() => (over = true));
  return turns;
}

describe('takersOf', () => {
  it('answers at once where nobody has a filter, without reading the data', () => {
    const all = [endpoint('a', null), endpoint('b', null)];
    expect(takersOf(all, eventOf('no JSON'), new Pace())).toEqual({ takers: all, tooCostly: [] });
  });

  it('tells those whose filter passes from those whose filter is too costly', async () => {
    const all = [
      endpoint('none', null),
      endpoint('passes', { event: 'job.completed' }),
      endpoint('blocked', { event: 'job.failed' }),
      endpoint('costly', COSTLY),
    ];
    const { takers, tooCostly } = await takersOf(all, LARGE, new Pace());
    expect([ids(takers), ids(tooCostly)]).toEqual([['none', 'passes'], ['costly']]);
  });

  it('gives way after each filter that takes long, however many there are', async () => {
    const all = Array.from({ length: 30 }, (_, at) => endpoint(String(at), { ...COSTLY }));
    const turns = await turnsDuring(Promise.resolve(takersOf(all, LARGE, new Pace())));
    expect(turns).toBeGreaterThanOrEqual(30);
  });

  it('does not give way for filters that take a few steps', async () => {
    const all = Array.from({ length: 30 }, (_, at) => endpoint(String(at), { 'data.n': at }));
    const turns = await turnsDuring(Promise.resolve(takersOf(all, eventOf('{"n":3}'), new Pace())));
    expect(turns).toBe(0);
  });

  it('data nested too deeply to be walked is too costly, and nothing is lost', () => {
    const depth = 4_000;
    const event = eventOf(`{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(filterVerdict({ filter: { 'data.a.b': 1 } }, event)).not.toBe('passes');
  });
});
