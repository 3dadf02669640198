import { describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import * as fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { aTarget } from '../../../test/support/a-target.js';
import { arbitraryEvent } from '../../../test/support/arbitrary-events.js';
import type { PayloadForm } from '../../modules/model/payload.js';
import { PAYLOAD_FORMS } from '../../modules/model/payload.js';
import { generic } from './generic.adapter.js';
import { SAMPLES } from '../samples.js';
import { signatureHeaders } from '../signature.js';

const EVENT = SAMPLES[0]!.event;
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const LINKS = { console: 'https://hooks.example.test/base', job: null };

const requestFor = (payload: PayloadForm, event = EVENT, links = LINKS) =>
  generic.format(event, aTarget({ payload, links, headers: { 'X-Own': 'yes' } }));
const bodyFor = (...given: Parameters<typeof requestFor>): Record<string, unknown> =>
  JSON.parse(requestFor(...given).body) as Record<string, unknown>;

describe('A payload in a known form', () => {
  it.each(PAYLOAD_FORMS)('is compact JSON with custom headers, and its signature holds: %s', (form) => {
    const { method, headers, body } = requestFor(form);
    expect([method, headers['X-Own']]).toEqual(['POST', 'yes']);
    expect(JSON.stringify(JSON.parse(body))).toBe(body);
    const signed = signatureHeaders({
      brand: 'StreamGank',
      body,
      secret: SECRET,
      deliveryId: 'd',
      timestampSeconds: Math.floor(Date.now() / 1000),
    });
    expect(new Webhook(SECRET).verify(body, signed)).toEqual(JSON.parse(body));
  });

  it.each(PAYLOAD_FORMS.filter((form) => form !== 'thin'))(
    'holds the data as it is, the digits of long numbers included: %s',
    (form) => {
      const data = '{"n":154284075601887489,"z":-0,"a":[1.50,{"b":"é"}]}';
      expect(requestFor(form, { ...EVENT, data }).body).toContain(`"data":${data}`);
    },
  );

  it.each(PAYLOAD_FORMS)('survives any event: %s', (form) => {
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const { body } = requestFor(form, event);
        expect(body.isWellFormed() && body.startsWith('{')).toBe(true);
        JSON.parse(body);
      }),
      { numRuns: 50 },
    );
  });

  it('has type, timestamp and data in the form of Standard Webhooks', () => {
    expect(Object.entries(bodyFor('standard'))).toEqual([
      ['type', EVENT.type],
      ['timestamp', EVENT.timestamp],
      ['data', JSON.parse(EVENT.data)],
    ]);
  });

  it('is read by the SDK of CloudEvents as it was made', () => {
    const { headers, body } = requestFor('cloudevents');
    const read = HTTP.toEvent({
      headers: { 'content-type': headers['Content-Type']! },
      body,
    }) as CloudEvent<unknown>;
    expect(headers['Content-Type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(read).toMatchObject({
      id: EVENT.id,
      source: '/streamgank',
      type: EVENT.type,
      data: JSON.parse(EVENT.data),
    });
  });

  it('has ids and the address of the event alone in the thin form', () => {
    expect(bodyFor('thin')).toEqual({
      type: EVENT.type,
      timestamp: EVENT.timestamp,
      data: {
        id: EVENT.id,
        job_id: 'job_1704123456789_abc123',
        delivery_id: '550e8400-e29b-41d4-a716-446655440000',
        url: `https://hooks.example.test/base/api/webhooks/events/${EVENT.id}`,
      },
    });
    const plain = bodyFor(
      'thin',
      { ...EVENT, id: 'a/b c', data: '{}' },
      { console: null as never, job: null },
    );
    expect(plain['data']).toEqual({
      id: 'a/b c',
      delivery_id: expect.any(String),
      url: '/api/webhooks/events/a%2Fb%20c',
    });
  });
});
