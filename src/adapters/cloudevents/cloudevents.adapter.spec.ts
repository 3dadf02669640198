import { describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP } from 'cloudevents';
import * as fc from 'fast-check';
import { aTarget } from '../../../test/support/a-target.js';
import { arbitraryEvent } from '../../../test/support/arbitrary-events.js';
import type { GatewayEvent } from '../../modules/model/event.js';
import type { PayloadTemplate } from '../../modules/model/payload.js';
import { optionsOf } from '../../modules/endpoints/definitions/options.js';
import type { Permission } from '../../modules/model/handshake.js';
import type { Target } from '../adapter.js';
import { maskUrl, recognise } from '../registry.js';
import { SAMPLES } from '../samples.js';
import { cloudevents } from './cloudevents.adapter.js';
import type { CloudEventsOptions, Mode } from './cloudevents-options.js';
import { anyChar } from '../../../test/support/any-char.js';

const URL_OF_SINK = 'https://events.example.test/sink';
const COMPLETED = SAMPLES[0]!.event;
const GIVEN = {
  specversion: '1.0',
  id: '7',
  source: '/jobs/röntgen%20x 100%',
  type: 'job.completed',
  time: '2026-01-01T12:05:30.123Z',
  subject: 'job €',
  dataschema: 'https://jobs.example.test/schema.json',
  partitionkey: 'p1',
  sampled: true,
  retries: 3,
};
const AS_CLOUD_EVENT: GatewayEvent = { ...COMPLETED, cloudEvent: JSON.stringify(GIVEN) };

function requestFor(event: GatewayEvent, options: CloudEventsOptions = {}, more: Partial<Target> = {}) {
  return cloudevents.format(event, aTarget<CloudEventsOptions>({ url: URL_OF_SINK, ...more, options }));
}

/** Reads a request with the SDK of the CloudEvents project. */
function readBack({ headers, body }: ReturnType<typeof requestFor>): CloudEvent<unknown> {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const event = HTTP.toEvent({ headers: lower, body });
  return (Array.isArray(event) ? event[0]! : event) as CloudEvent<unknown>;
}

/** Decodes a header of the binary mode as its specification says. */
const decoded = (value: unknown): unknown => (typeof value === 'string' ? decodeURIComponent(value) : value);

describe('An address that takes CloudEvents', () => {
  it('is named by prefix, and hides the values of its query', () => {
    const url = `${URL_OF_SINK}?access_token=secret`;
    expect(recognise(`cloudevents+${url}`)).toMatchObject({
      ok: true,
      adapter: { type: 'cloudevents' },
      url,
    });
    expect(maskUrl('cloudevents', url)).toBe(`${URL_OF_SINK}?access_token=***`);
    expect(recognise(URL_OF_SINK)).toMatchObject({ adapter: { type: 'generic' } });
  });

  it('has options that are checked', () => {
    const faults = optionsOf(cloudevents, { mode: 'x', source: 'a b', handshake: 'yes' }).faults.map(
      ({ field }) => field,
    );
    expect(faults.sort()).toEqual(['options.handshake', 'options.mode', 'options.source']);
  });
});

describe('A CloudEvent', () => {
  it.each<Mode>(['structured', 'binary', 'batch'])('is read by the SDK in %s mode as it was made', (mode) => {
    const event = readBack(requestFor(COMPLETED, { mode }));
    expect(event).toMatchObject({
      specversion: '1.0',
      id: COMPLETED.id,
      source: '/streamgank',
      type: 'job.completed',
      time: COMPLETED.timestamp,
      subject: 'job_1704123456789_abc123',
      datacontenttype: 'application/json',
      data: JSON.parse(COMPLETED.data),
    });
  });

  it.each<Mode>(['structured', 'batch'])('keeps the attributes that it came in with, in %s mode', (mode) => {
    expect(readBack(requestFor(AS_CLOUD_EVENT, { mode }))).toMatchObject({
      ...GIVEN,
      source: '/jobs/r%C3%B6ntgen%20x%20100%25',
    });
  });

  it('percent-encodes the attributes in headers, and nothing that HTTP can carry', () => {
    const { headers, body } = requestFor(AS_CLOUD_EVENT, { mode: 'binary' });
    expect(headers).toMatchObject({
      'Content-Type': 'application/json',
      'ce-source': '/jobs/r%25C3%25B6ntgen%2520x%2520100%2525',
      'ce-subject': 'job%20%E2%82%AC',
      'ce-sampled': 'true',
      'ce-retries': '3',
    });
    expect(headers).not.toHaveProperty('ce-datacontenttype');
    expect(body).toBe(COMPLETED.data);
  });

  it('has, in binary mode, headers that HTTP can carry and that give any attributes back', () => {
    fc.assert(
      fc.property(arbitraryEvent, fc.string({ unit: anyChar, minLength: 1 }), (event, text) => {
        const cloudEvent = JSON.stringify({ ...GIVEN, subject: text.toWellFormed() });
        const { headers } = requestFor({ ...event, cloudEvent }, { mode: 'binary' });
        for (const value of Object.values(headers)) expect(value).toMatch(/^[\x20-\x7e]+$/);
        expect(decoded(headers['ce-subject'])).toBe(text.toWellFormed());
      }),
      { numRuns: 200 },
    );
  });

  it('has a time that RFC 3339 knows, also where the sender wrote another', () => {
    const timeOf = (timestamp: string) =>
      (JSON.parse(requestFor({ ...COMPLETED, timestamp }).body) as { time: string }).time;
    expect(timeOf('2024-01-01T12:05:30+02:00')).toBe('2024-01-01T12:05:30+02:00');
    expect(timeOf('2024-01-01')).toBe('2024-01-01T00:00:00.000Z');
    expect(timeOf('yesterday')).toBe(new Date(COMPLETED.acceptedAt).toISOString());
  });

  it('keeps the digits of long numbers', () => {
    expect(requestFor({ ...COMPLETED, data: '{"n":154284075601887489}' }).body).toContain(
      '"data":{"n":154284075601887489}}',
    );
  });

  it('has its place in the trace', () => {
    const trace = {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
      tracestate: 'a=b',
    };
    expect(readBack(requestFor({ ...COMPLETED, trace }))).toMatchObject(trace);
  });

  it('has the data that a payload template makes, and custom headers', () => {
    const payload: PayloadTemplate = {
      method: 'PUT',
      headers: { 'X-Job': '{{ data.job_id }}' },
      body: { id: '{{ data.job_id }}' },
    };
    const request = requestFor(
      COMPLETED,
      { source: '/own' },
      { payload, headers: { Authorization: 'Bearer x' } },
    );
    expect(request.method).toBe('POST');
    expect(request.headers).toMatchObject({ 'X-Job': 'job_1704123456789_abc123', Authorization: 'Bearer x' });
    expect(readBack(request)).toMatchObject({ source: '/own', data: { id: 'job_1704123456789_abc123' } });
  });
});

describe('The handshake of a receiver of CloudEvents', () => {
  const links = { console: 'https://hooks.example.test/base', job: null };
  const asked = (options: CloudEventsOptions, more: Partial<Target> = {}) =>
    cloudevents.handshake!(aTarget<CloudEventsOptions>({ url: URL_OF_SINK, ...more, options }));
  const said = (headers: Record<string, string>, status = 200): Permission =>
    asked({ handshake: true }, { links })!.judge({ status, headers });

  it('is asked for by the option alone, with the host of the gateway or its source', () => {
    expect(asked({})).toBeNull();
    const headers = { Authorization: 'Bearer x' };
    expect(asked({ handshake: true }, { links, headers })).toMatchObject({
      url: URL_OF_SINK,
      headers: { ...headers, 'WebHook-Request-Origin': 'hooks.example.test', 'WebHook-Request-Rate': '*' },
    });
    expect(asked({ handshake: true })!.headers['WebHook-Request-Origin']).toBe('streamgank');
  });

  it.each([
    [{ 'webhook-allowed-origin': '*' }, null],
    [
      { 'webhook-allowed-origin': 'Hooks.Example.Test', 'webhook-allowed-rate': '120' },
      { max: 120, windowMs: 60_000 },
    ],
    [{ 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '*' }, null],
    [{ 'webhook-allowed-origin': '*', 'webhook-allowed-rate': '0' }, null],
    [{ 'webhook-allowed-origin': '*', 'webhook-allowed-rate': 'many' }, null],
  ])('is a permission: %j', (headers, rateLimit) => {
    expect(said(headers as Record<string, string>)).toEqual({ granted: true, rateLimit });
  });

  it.each([
    [{}, 200, 'has no WebHook-Allowed-Origin'],
    [{ 'webhook-allowed-origin': 'elsewhere.example' }, 200, 'does not name hooks.example.test'],
    [{ 'webhook-allowed-origin': '*' }, 405, 'HTTP 405'],
  ])('is a refusal: %j with %i', (headers, status, words) => {
    expect(said(headers as Record<string, string>, status)).toEqual({
      granted: false,
      message: expect.stringContaining(words),
    });
  });
});
