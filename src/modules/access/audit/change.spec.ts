import { describe, expect, it } from '@jest/globals';
import { changeOf, createdId } from './change.js';

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
  ])('derives from %s %s the action %s', (method, route, action) => {
    expect(ask(method, route)).toMatchObject({ action });
  });

  it('takes the target from the path', () => {
    const params = { id: 'webhook_1' };
    expect(ask('POST', 'endpoints/:id/enable', { params })).toMatchObject({ target: 'webhook_1' });
    expect(ask('POST', 'test')).toMatchObject({ target: null });
    const long = { id: 'x'.repeat(1_000) };
    expect(ask('POST', 'endpoints/:id/enable', { params: long }).target).toHaveLength(200);
  });

  it('keeps the names of the fields that were sent, and none of their values', () => {
    const body = { secret: 'hunter2', headers: { Authorization: 'hunter2' } };
    expect(ask('POST', 'endpoints', { body }).detail).toEqual({ fields: ['secret', 'headers'] });
    expect(ask('POST', 'endpoints', { body: 'hunter2' }).detail).toEqual({});
    expect(ask('POST', 'events', { body: Buffer.from('hunter2') }).detail).toEqual({});
    expect(ask('POST', 'events', { body: [{ event: 'a.b' }, {}] }).detail).toEqual({ count: 2 });
  });

  it('keeps at most 30 names of fields, cut to 64 characters', () => {
    const body = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`${n}${'x'.repeat(500)}`, 1]));
    const { fields } = ask('POST', 'endpoints', { body }).detail as { fields: string[] };
    expect(fields).toHaveLength(30);
    expect(fields.every((name) => name.length === 64)).toBe(true);
  });
});

describe('createdId', () => {
  it.each([
    [{ success: true, endpoint: { id: 'abc' }, secret: 'whsec_x' }, 'abc'],
    [{ success: true, operation: { id: 'op' } }, 'op'],
    [{ success: true, event_id: 'e-1', deliveries: [] }, 'e-1'],
    [{ success: true, results: [{ id: 7 }] }, null],
    [null, null],
    ['text', null],
  ])('finds in %j the id %s', (answer, id) => {
    expect(createdId(answer)).toBe(id);
  });
});
