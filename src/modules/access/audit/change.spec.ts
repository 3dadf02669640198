import { describe, expect, it } from '@jest/globals';
import { changeOf, madeBy } from './change.js';

const ask = (method: string, route: string, over: object = {}) =>
  changeOf({ method, route: `/api/webhooks/${route}`, params: {}, body: undefined, ...over });

describe('changeOf', () => {
  it.each([
    ['POST', 'endpoints', 'endpoints.create'],
    ['PATCH', 'endpoints/:endpoint', 'endpoints.update'],
    ['PUT', 'event-types/:type', 'event-types.update'],
    ['DELETE', 'endpoints/:endpoint', 'endpoints.delete'],
    ['POST', 'endpoints/:endpoint/rotate-secret', 'endpoints.rotate-secret'],
    ['POST', 'endpoints/test', 'endpoints.test'],
    ['POST', 'test', 'test'],
    ['POST', 'trigger', 'trigger'],
    ['POST', 'events', 'events.create'],
    ['POST', 'deliveries/redeliver', 'deliveries.redeliver'],
    ['POST', 'deliveries/:id/redeliver', 'deliveries.redeliver'],
    ['POST', 'operations/:id/cancel', 'operations.cancel'],
  ])('calls %s %s %s', (method, route, action) => {
    expect(ask(method, route)).toMatchObject({ action });
  });

  it('names the target by the path', () => {
    const params = { id: 'webhook_1' };
    expect(ask('POST', 'endpoints/:id/enable', { params })).toMatchObject({ target: 'webhook_1' });
    expect(ask('POST', 'test')).toMatchObject({ target: null });
    const long = { id: 'x'.repeat(1_000) };
    expect(ask('POST', 'endpoints/:id/enable', { params: long }).target).toHaveLength(200);
  });

  it('names the fields that were sent, and nothing they held', () => {
    const body = { secret: 'hunter2', headers: { Authorization: 'hunter2' } };
    expect(ask('POST', 'endpoints', { body }).detail).toEqual({ fields: ['secret', 'headers'] });
    expect(ask('POST', 'endpoints', { body: 'hunter2' }).detail).toEqual({});
    expect(ask('POST', 'events', { body: Buffer.from('hunter2') }).detail).toEqual({});
    expect(ask('POST', 'events', { body: [{ event: 'a.b' }, {}] }).detail).toEqual({ count: 2 });
  });

  it('keeps the names of fields short, and few', () => {
    const body = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${'x'.repeat(500)}`, 1]));
    const { fields } = ask('POST', 'endpoints', { body }).detail as { fields: string[] };
    expect(fields).toHaveLength(30);
    expect(fields.every((name) => name.length === 64)).toBe(true);
  });
});

describe('madeBy', () => {
  it.each([
    [{ success: true, endpoint: { id: 'abc' }, secret: 'whsec_x' }, 'abc'],
    [{ success: true, operation: { id: 'op' } }, 'op'],
    [{ success: true, event_id: 'e-1', deliveries: [] }, 'e-1'],
    [{ success: true, results: [{ id: 7 }] }, null],
    [null, null],
    ['text', null],
  ])('finds in %j what was made: %s', (answer, id) => {
    expect(madeBy(answer)).toBe(id);
  });
});
