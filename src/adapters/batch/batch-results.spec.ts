import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { memberResults, type BatchResponse } from './batch-results.js';

const MEMBERS = ['a', 'b', 'c'].map((name) => ({ deliveryId: `d-${name}`, eventId: `e-${name}` }));
const response = (body: string, own: Partial<BatchResponse> = {}): BatchResponse => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body,
  receivedAt: 0,
  isComplete: true,
  ...own,
});
const results = (...entries: unknown[]): string => JSON.stringify({ results: entries });
const outcomes = (body: string, own: Partial<BatchResponse> = {}) =>
  memberResults(response(body, own), MEMBERS).map(({ outcome }) =>
    outcome.kind === 'delivered' ? 'delivered' : `${outcome.kind} ${outcome.code}`,
  );
const ALL = ['delivered', 'delivered', 'delivered'];
const AGAIN = Array.from({ length: 3 }, () => 'retry batch_unreadable');

describe('The results of a batch', () => {
  it('settle each event by its own, named by the id of its delivery or of the event', () => {
    const body = results(
      { id: 'e-c', status: 'failed', error: 'no account' },
      { id: 'd-a', status: 'ok' },
      { id: 'd-b', status: 'retry', error: 'locked' },
    );
    expect(memberResults(response(body, { status: 207 }), MEMBERS)).toEqual([
      { outcome: { kind: 'delivered' }, said: '{"id":"d-a","status":"ok"}' },
      {
        outcome: {
          kind: 'retry',
          code: 'batch_retry',
          message: 'HTTP 207 response, event to be sent again: locked',
        },
        said: '{"id":"d-b","status":"retry","error":"locked"}',
      },
      {
        outcome: {
          kind: 'rejected',
          code: 'batch_failed',
          message: 'HTTP 207 response, event failed: no account',
        },
        said: '{"id":"e-c","status":"failed","error":"no account"}',
      },
    ]);
  });

  it.each([
    ['an empty body', ''],
    ['a text', 'OK'],
    ['JSON without results', '{"success":true}'],
    ['results that are no list', '{"results":{"total":3}}'],
    ['an empty list', results()],
    ['results of other things', results({ id: 'x', status: 'retry' }, 'retry', null, { status: 'failed' })],
  ])('take %s for all events being taken', (_, body) => {
    expect(outcomes(body)).toEqual(ALL);
  });

  it('take events that are not named for taken', () => {
    expect(outcomes(results({ id: 'd-b', status: 'failed' }))).toEqual([
      'delivered',
      'rejected batch_failed',
      'delivered',
    ]);
  });

  it('send an event again whose status means nothing, and follow the most careful of several', () => {
    const unknown = results({ id: 'd-a', status: 'done' }, { id: 'd-b' });
    expect(outcomes(unknown)).toEqual(['retry batch_retry', 'retry batch_retry', 'delivered']);
    const twice = results(
      { id: 'd-a', status: 'ok' },
      { id: 'd-a', status: 'failed' },
      { id: 'd-b', status: 'retry' },
      { id: 'd-b', status: 'failed' },
    );
    expect(outcomes(twice)).toEqual(['rejected batch_failed', 'retry batch_retry', 'delivered']);
  });

  it('are missing where 207 has none, or the answer broke off: all events are sent again', () => {
    expect(outcomes('{"success":true}', { status: 207 })).toEqual(AGAIN);
    expect(outcomes('OK', { status: 207, headers: {} })).toEqual(AGAIN);
    expect(outcomes('{"results":[{"id":"d-a"', { isComplete: false, headers: {} })).toEqual(AGAIN);
    expect(outcomes('', { isComplete: false })).toEqual(AGAIN);
    expect(outcomes('{"results": [oops')).toEqual(AGAIN);
    // A page of a proxy tells of no event.
    expect(outcomes('<html>', { isComplete: false, headers: { 'content-type': 'text/html' } })).toEqual(ALL);
  });

  it('are found whatever the content type says', () => {
    const body = results({ id: 'd-a', status: 'failed' });
    expect(outcomes(body, { headers: {} })).toEqual(['rejected batch_failed', 'delivered', 'delivered']);
  });

  it('have errors of one line and a bounded length', () => {
    const [first] = memberResults(
      response(results({ id: 'd-a', status: 'failed', error: `one\n\u0000two ${'x'.repeat(10_000)}` })),
      MEMBERS,
    );
    const { message } = first!.outcome as { readonly message: string };
    expect(message).toMatch(/^HTTP 200 response, event failed: one two x+…$/);
    expect(message.length).toBeLessThan(600);
  });

  it('are one for each event, of any answer', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .array(fc.record({ id: fc.constantFrom('d-a', 'e-b', 'z', 7), status: fc.jsonValue() }))
        .map((list) => results(...list)),
    );
    fc.assert(
      fc.property(anything, fc.boolean(), fc.constantFrom(200, 202, 207), (body, isComplete, status) => {
        expect(memberResults(response(body, { isComplete, status }), MEMBERS)).toHaveLength(MEMBERS.length);
      }),
    );
  });
});
