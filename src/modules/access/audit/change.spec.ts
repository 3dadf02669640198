import { describe, expect, it } from '@jest/globals';
import { changeOf } from './change.js';

const ask = (method: string, route: string, over: object = {}) =>
  changeOf({ method, route: `/api/webhooks/${route}`, params: {}, body: undefined, answer: {}, ...over });

describe('changeOf', () => {
  it.each([
    ['POST', 'endpoints', 'endpoints.create'],
    ['PATCH', 'endpoints/:endpoint', 'endpoints.update'],
    ['DELETE', 'endpoints/:endpoint', 'endpoints.delete'],
    ['POST', 'endpoints/:endpoint/rotate-secret', 'endpoints.rotate-secret'],
    ['POST', 'endpoints/test', 'endpoints.test'],
    ['POST', 'test', 'test'],
    ['POST', 'deliveries/redeliver', 'deliveries.redeliver'],
    ['POST', 'deliveries/:id/redeliver', 'deliveries.redeliver'],
    ['POST', 'operations/:id/cancel', 'operations.cancel'],
  ])('calls %s %s %s', (method, route, action) => {
    expect(ask(method, route)).toMatchObject({ action });
  });

  it.each([
    ['POST', 'endpoints/check', {}],
    ['POST', 'endpoints/check-filter', {}],
    ['POST', 'endpoints/:endpoint/preview', {}],
    ['POST', 'deliveries/redeliver', { body: { dry_run: true } }],
    ['OPTIONS', 'endpoints', {}],
  ])('sees no change in %s %s', (method, route, over) => {
    expect(ask(method, route, over)).toBeNull();
  });

  it('names what was changed: by the path, or as the answer shows it', () => {
    expect(ask('POST', 'endpoints/:id/enable', { params: { id: 'webhook_1' } })).toMatchObject({
      target: 'webhook_1',
    });
    const answer = { success: true, endpoint: { id: 'abc' }, secret: 'whsec_x' };
    expect(ask('POST', 'endpoints', { answer })).toMatchObject({ target: 'abc' });
    expect(ask('POST', 'test')).toMatchObject({ target: null });
    const long = { id: 'x'.repeat(1_000) };
    expect(ask('POST', 'endpoints/:id/enable', { params: long })!.target).toHaveLength(200);
  });

  it('names the fields that were sent, and nothing they held', () => {
    const body = { secret: 'hunter2', headers: { Authorization: 'hunter2' } };
    expect(ask('POST', 'endpoints', { body })!.detail).toEqual({ fields: ['secret', 'headers'] });
    expect(ask('POST', 'endpoints', { body: 'hunter2' })!.detail).toEqual({});
  });
});
