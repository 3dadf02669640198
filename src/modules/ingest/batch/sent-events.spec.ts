import { describe, expect, it } from '@jest/globals';
import { CloudEvent, HTTP, type Message } from 'cloudevents';
import * as fc from 'fast-check';
import { EVENT_ID } from '../event-id.js';
import { cloudEventId } from './cloud-event.js';
import { EVENTS_MAX } from './events.dto.js';
import { CLOUD_EVENTS, sentEvents, type SentEvents } from './sent-events.js';

const JSON_TYPE = { 'content-type': 'application/json' };
const NDJSON_TYPE = { 'content-type': 'application/x-ndjson; charset=utf-8' };

/** Returns the requests, or the names of faulty fields. */
const read = ({ events }: SentEvents) =>
  events.map((sent) =>
    'faults' in sent ? [...new Set(sent.faults.map(({ field }) => field))] : { ...sent.request },
  );

function refused(headers: Record<string, string>, body: unknown): string {
  try {
    sentEvents(headers, body);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

/** Reads a message of the CloudEvents SDK as the server would. */
function received({ headers, body }: Message): SentEvents {
  const names = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return sentEvents(Object.fromEntries(names), JSON.parse(body as string));
}

describe('sentEvents', () => {
  it('reads a list, each event by itself', () => {
    const sent = sentEvents(JSON_TYPE, {
      events: [{ event: 'job.completed', id: 'a' }, { event: 'Job', extra: 1 }, 7, null],
    });
    expect(sent.alone).toBe(false);
    expect(read(sent)).toEqual([
      { event: 'job.completed', id: 'a' },
      ['extra', 'event'],
      ['event'],
      ['event'],
    ]);
  });

  it('reads lines with any line end and skips empty ones', () => {
    const text = '{"event":"job.a"}\r\n\n  \n{"event":"job.b"\n[1]\n{"event":"job.c"}';
    expect(read(sentEvents(NDJSON_TYPE, text))).toEqual([
      { event: 'job.a' },
      ['event'],
      ['event'],
      { event: 'job.c' },
    ]);
  });

  it('reads exactly the maximum of lines', () => {
    const lines = (count: number) => '{"event":"job.a"}\n'.repeat(count);
    expect(sentEvents(NDJSON_TYPE, lines(EVENTS_MAX)).events).toHaveLength(EVENTS_MAX);
    expect(refused(NDJSON_TYPE, lines(EVENTS_MAX + 1))).toMatch(/at most 1000/);
  });

  it.each([
    ['lines of nothing', NDJSON_TYPE, '\n'.repeat(100_000), /no event/],
    ['no object', JSON_TYPE, [{ event: 'job.a' }], /JSON object/],
    ['no list', JSON_TYPE, { events: {} }, /list/],
    ['an empty list', JSON_TYPE, { events: [] }, /empty/],
    ['another field', JSON_TYPE, { events: [{}], event: 'job.a' }, /no field event/],
    ['too many', JSON_TYPE, { events: Array.from({ length: EVENTS_MAX + 1 }) }, /at most 1000/],
    ['no list of CloudEvents', { 'content-type': CLOUD_EVENTS }, { id: 'x' }, /list of CloudEvents/],
  ])('refuses a request with %s as a whole', (_, headers, body, message) => {
    expect(refused(headers, body)).toMatch(message);
  });
});

describe('CloudEvents', () => {
  const event = new CloudEvent({
    id: 'ü 1',
    source: '/jobs/7',
    type: 'job.completed',
    time: '2024-01-01T12:05:30.123Z',
    subject: 'job-7',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    comexamplepriority: 3,
    comexampleurgent: true,
    dataschema: 'https://example.com/job.json',
    data: { b: 1, a: ['ü'] },
  });
  /** Attributes in the canonical text of the specification. */
  const attributes = {
    specversion: '1.0',
    id: 'ü 1',
    source: '/jobs/7',
    type: 'job.completed',
    time: '2024-01-01T12:05:30.123Z',
    subject: 'job-7',
    dataschema: 'https://example.com/job.json',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    comexamplepriority: '3',
    comexampleurgent: 'true',
  };
  const kept = ({ events }: SentEvents, at = 0): object => {
    const { cloudEvent } = events[at] as { cloudEvent: string };
    return JSON.parse(cloudEvent);
  };
  const request = {
    event: 'job.completed',
    data: { b: 1, a: ['ü'] },
    id: cloudEventId('/jobs/7', 'ü 1'),
    timestamp: '2024-01-01T12:05:30.123Z',
  };

  it.each([
    ['structured', () => received(HTTP.structured(event) as Message)],
    [
      'binary',
      () => {
        const message = HTTP.binary(event) as Message;
        return received({ ...message, headers: { ...message.headers, 'ce-id': encodeURIComponent('ü 1') } });
      },
    ],
  ])('sent by the SDK are read in %s mode', (_, send) => {
    const sent = send();
    expect(sent.alone).toBe(true);
    expect(read(sent)).toEqual([request]);
    const texts = Object.entries(kept(sent)).map(([name, value]) => [name, String(value)]);
    expect(Object.fromEntries(texts)).toMatchObject(attributes);
  });

  it('sent by the SDK are read as a batch', () => {
    const sent = sentEvents({ 'content-type': `${CLOUD_EVENTS}; charset=utf-8` }, [
      event.toJSON(),
      { ...event.toJSON(), specversion: '0.3' },
    ]);
    expect(sent.alone).toBe(false);
    expect(read(sent)).toEqual([request, ['specversion']]);
    expect(kept(sent)).toEqual({ ...attributes, comexamplepriority: 3, comexampleurgent: true });
  });

  it('are read without data and time', () => {
    const bare = { specversion: '1.0', id: '1', source: 's', type: 'job.a', time: null, data: null };
    const sent = sentEvents({ 'content-type': 'application/cloudevents+json' }, bare);
    expect(read(sent)).toEqual([{ event: 'job.a', data: {}, id: 's|1' }]);
    expect(kept(sent)).toEqual({ specversion: '1.0', id: '1', source: 's', type: 'job.a' });
  });

  it.each([
    [{ id: undefined }, 'id'],
    [{ id: '' }, 'id'],
    [{ source: 5 }, 'source'],
    [{ type: 'com.example.JobDone' }, 'type'],
    [{ time: 'yesterday' }, 'time'],
    [{ data: 'text' }, 'data'],
    [{ data: [1] }, 'data'],
    [{ data: undefined, data_base64: 'e30=' }, 'data_base64'],
    [{ subject: '' }, 'subject'],
    [{ subject: 5 }, 'subject'],
    [{ dataschema: {} }, 'dataschema'],
    [{ comExample: 'x' }, 'comExample'],
    [{ com_example: 'x' }, 'com_example'],
    [JSON.parse('{"__proto__":"x"}'), '__proto__'],
    [{ extension: { a: 1 } }, 'extension'],
    [{ extension: [] }, 'extension'],
    [{ extension: 1.5 }, 'extension'],
    [{ extension: 2 ** 31 }, 'extension'],
    [{ extension: 'x'.repeat(65_536) }, 'event'],
  ])('are refused by the field with the fault %j', (over, field) => {
    const body = { specversion: '1.0', id: '1', source: 's', type: 'job.a', data: {}, ...over };
    expect(read(sentEvents({ 'content-type': 'application/cloudevents+json' }, body))).toEqual([[field]]);
  });

  const binary = (headers: Record<string, string>) =>
    sentEvents(
      {
        ...JSON_TYPE,
        'ce-specversion': '1.0',
        'ce-id': '1',
        'ce-source': 's',
        'ce-type': 'job.a',
        ...headers,
      },
      {},
    );

  it.each([
    ['Euro%20%E2%82%AC%20%f0%9f%98%80', 'Euro € 😀'],
    ['"Euro \\"quoted\\" %E2%82%AC"', 'Euro "quoted" €'],
    ['%2525', '%25'],
  ])('have attributes in headers, encoded as %s', (header, text) => {
    expect(kept(binary({ 'ce-subject': header }))).toMatchObject({
      subject: text,
      datacontenttype: 'application/json',
    });
  });

  it.each([
    ['ce-subject', '%C0%A0'],
    ['ce-extension', '100%'],
    ['ce-data', '{}'],
    ['ce-data_base64', 'e30='],
  ])('sent in binary mode are refused with %s: %s', (header, value) => {
    expect(read(binary({ [header]: value }))).toEqual([[header]]);
  });

  it('get a different id for every source and id', () => {
    const part = fc.oneof(fc.string({ minLength: 1, maxLength: 250 }), fc.stringMatching(/^[a|]{1,3}$/));
    fc.assert(
      fc.property(part, part, part, part, (source, id, otherSource, otherId) => {
        const one = cloudEventId(source, id);
        expect(one).toMatch(EVENT_ID);
        expect(one === cloudEventId(otherSource, otherId)).toBe(source === otherSource && id === otherId);
      }),
    );
  });
});
