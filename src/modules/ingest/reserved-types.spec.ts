import { describe, expect, it } from '@jest/globals';
import { refusalOf } from '../http/error.filter.js';
import { CLOUD_EVENT, CLOUD_EVENTS, sentEvents } from './batch/sent-events.js';
import { eventOfCall } from './batch/event-of-call.js';
import { newEvent } from './new-event.js';
import { TriggerRequest } from './trigger.dto.js';

const RESERVED = [
  'webhook.endpoint_disabled',
  'webhook.endpoint_failing',
  'webhook.test',
  'webhook.anything.at_all',
  'action.retry',
];
const FREE = [
  'webhook',
  'action',
  'webhooks.test',
  'my.webhook.test',
  'webhook_test',
  'actions.done',
  'job.action',
];

const triggered = (event: string) => newEvent(Object.assign(new TriggerRequest(), { event }), undefined, 0);

/** Reads events sent in one of the forms of `POST /events`. */
function taken(headers: Record<string, string>, body: unknown): object[] {
  return sentEvents(headers, body).events.map((sent) =>
    eventOfCall(sent, { now: 0, mismatchOf: () => null }),
  );
}
const cloud = (type: string) => ({ specversion: '1.0', id: '1', source: '/s', type, data: {} });

/** Forms in which an event of a type can be sent to `POST /events`. */
const FORMS: readonly [string, 'event' | 'type', (type: string) => object[]][] = [
  ['a batch', 'event', (event) => taken({ 'content-type': 'application/json' }, { events: [{ event }] })],
  [
    'NDJSON',
    'event',
    (event) => taken({ 'content-type': 'application/x-ndjson' }, JSON.stringify({ event })),
  ],
  ['a structured CloudEvent', 'type', (type) => taken({ 'content-type': CLOUD_EVENT }, cloud(type))],
  ['a batch of CloudEvents', 'type', (type) => taken({ 'content-type': CLOUD_EVENTS }, [cloud(type)])],
  [
    'a CloudEvent in binary mode',
    'type',
    (type) => {
      const headers = { 'ce-specversion': '1.0', 'ce-id': '1', 'ce-source': '/s', 'ce-type': type };
      return taken({ 'content-type': 'application/json', ...headers }, {});
    },
  ],
];

describe('Event types reserved for the gateway', () => {
  it.each(RESERVED)('include %s, which is refused as a trigger with 422', (type) => {
    let error: unknown;
    try {
      triggered(type);
    } catch (thrown) {
      error = thrown;
    }
    expect(refusalOf(error)).toMatchObject({
      status: 422,
      code: 'unprocessable',
      errors: [{ field: 'event', message: expect.stringContaining('is reserved for events of the gateway') }],
    });
  });

  it.each(FORMS)('are refused in %s', (_, field, send) => {
    for (const type of RESERVED)
      expect(send(type)).toEqual([
        expect.objectContaining({ code: 'unprocessable', errors: [expect.objectContaining({ field })] }),
      ]);
  });

  it('do not affect the other events of a batch', () => {
    const events = [{ event: 'job.completed' }, { event: 'webhook.test' }, { event: 'job.failed' }];
    expect(taken({ 'content-type': 'application/json' }, { events })).toMatchObject([
      { event: { type: 'job.completed' } },
      { code: 'unprocessable' },
      { event: { type: 'job.failed' } },
    ]);
  });

  it.each(FREE)('do not include %s', (type) => {
    expect(triggered(type).event.type).toBe(type);
    for (const [, , send] of FORMS) expect(send(type)).toMatchObject([{ event: { type } }]);
  });
});
