import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Redactor } from '../../model/redactor.js';
import type { DeliveryFilter, EventFilter } from '../../store/history-store.js';
import { compileQuery } from './compile-query.js';
import { foldIntoDeliveries, foldIntoEvents } from './fold-query.js';
import { parseQuery } from './parse-query.js';
import { QUERY_FIELDS, type QueryPage } from './query-fields.js';

const NOW = Date.parse('2026-01-02T12:00:00Z');
const HOUR_MS = 3_600_000;
const CRM = 'id-of-crm';

const compiled = (text: string, page: QueryPage = 'events', masked: readonly string[] = []) =>
  compileQuery(parseQuery(text), {
    page,
    now: NOW,
    endpointsLike: (name) => (name.toLowerCase() === 'crm' ? [CRM] : []),
    masked: new Redactor(masked),
  });

const NO_EVENT: EventFilter = { types: null, jobId: null, from: null, to: null };
const NO_DELIVERY: DeliveryFilter = {
  ...NO_EVENT,
  states: null,
  endpointIds: null,
  eventId: null,
  error: null,
};
const eventsOf = (text: string, filter = NO_EVENT) => foldIntoEvents(filter, compiled(text).conditions);
const deliveriesOf = (text: string) =>
  foldIntoDeliveries(NO_DELIVERY, compiled(text, 'deliveries').conditions);
const faultOf = (text: string, page: QueryPage = 'events') => compiled(text, page).faults[0];

describe('A query', () => {
  it('becomes the fields of the filter that an index answers', () => {
    expect(eventsOf('type:job.failed,job.x job:job_17 last:2h unrouted:yes mismatch:yes')).toEqual({
      types: ['job.failed', 'job.x'],
      jobId: 'job_17',
      from: NOW - 2 * HOUR_MS,
      to: null,
      unrouted: true,
      mismatch: true,
    });
    expect(
      deliveriesOf('state:failed,PENDING endpoint:crm error:timeout from:2026-01-01 to:2026-01-02'),
    ).toEqual({
      ...NO_DELIVERY,
      states: ['failed', 'pending'],
      endpointIds: [CRM],
      error: 'timeout',
      from: NOW - 36 * HOUR_MS,
      to: NOW - 12 * HOUR_MS,
    });
  });

  it.each([
    [
      'type:job.failed OR type:job.timeout',
      17,
      /^There is no OR: conditions stand side by side.*job\.failed,job\.timeout/,
    ],
    ['type:job.failed or status:500', 17, /commas/],
    ['type:job.failed AND status:500', 17, /^There is no AND: .*leave it out.*into quotes/],
    ['type:job.failed && status:500', 17, /leave it out/],
    ['node || disk', 6, /commas/],
    ['not type:job.failed', 1, /- in front of it: -type:job\.failed/],
    ['NOT timeout', 1, /- in front of it/],
    ['(type:job.failed status:500)', 1, /no parentheses/],
    ['!type:job.failed', 1, /- in front of it: -type:/],
    ['status!=500', 1, /- in front of it: -status:/],
    ['last:2h status>=500', 9, /has a colon: .*status:>=500/],
    ['“out of memory”', 1, /straight double quotes/],
    ["last:2h 'out of memory'", 9, /straight double quotes/],
    ['data.parameters.country=fr', 1, /has a colon: data\.parameters\.country:fr/],
  ])('says how the parts of other languages are written: %s', (text, column, message) => {
    expect(compiled(text).faults).toEqual(
      expect.arrayContaining([{ column, message: expect.stringMatching(message) }]),
    );
  });

  it.each([
    'did not respond',
    'now or never',
    'type:job.failed "or"',
    '"NOT" "status>=500"',
    'node not found',
    'a=b',
    '(502)',
    '!important',
    'Not found',
    'type:job.failed timeout not reached',
  ])('finds ordinary texts: %s', (text) => {
    expect(compiled(text).faults).toEqual([]);
  });

  it('holds beside the fields that are set already', () => {
    const filter = { ...NO_EVENT, types: ['job.*'], from: NOW - HOUR_MS, to: NOW };
    expect(eventsOf('type:job.failed last:2h', filter)).toEqual({
      ...filter,
      where: [{ test: { of: 'type', patterns: ['job.failed'] }, not: false }],
    });
  });

  it('joins what it says of deliveries to one delivery of the event, and lets exclusions stand alone', () => {
    expect(eventsOf('status:429,5xx endpoint:crm -state:cancelled').where).toEqual([
      { test: { of: 'state', states: ['cancelled'] }, not: true },
      {
        test: {
          of: 'delivery',
          all: [
            {
              of: 'status',
              ranges: [
                { from: 429, to: 429 },
                { from: 500, to: 599 },
              ],
              none: false,
            },
            { of: 'endpoint', ids: [CRM] },
          ],
        },
      },
    ]);
  });

  it.each([
    ['data.a:fr', { how: 'is', text: 'fr' }],
    ['data.a:"fr*"', { how: 'is', text: 'fr*' }],
    ['data.a:fr*', { how: 'begins', text: 'fr' }],
    ['data.a:*fr', { how: 'ends', text: 'fr' }],
    ['data.a:*fr*', { how: 'contains', text: 'fr' }],
    ['data.a:*', { how: 'exists' }],
    ['data.a:>50', { how: 'within', from: 50, to: null, open: true }],
    ['data.a:<=-0.5', { how: 'within', from: null, to: -0.5, open: false }],
    ['data.a:1..5', { how: 'within', from: 1, to: 5 }],
  ])('compares by %s', (text, match) => {
    expect(compiled(text).conditions).toEqual([
      { test: { of: 'data', path: ['a'], any: [match] }, not: false },
    ]);
  });

  it('takes job:* for events with a job', () => {
    expect(compiled('job:*').conditions).toEqual([
      { test: { of: 'job', any: [{ how: 'is', text: '' }] }, not: true },
    ]);
  });

  it.each([
    ['typ:job.failed', 1, 'There is no field typ. Did you mean type?'],
    ['x unrouted:maybe', 12, 'unrouted is yes or no; "maybe" is not.'],
    ['unrouted:yes,no', 14, 'unrouted has one value.'],
    ['status:429,9xx', 12, /^status is a status such as 429.*; "9xx" is not\.$/],
    ['last:soon', 6, /^last is a duration/],
    ['state:lost', 7, /^state is one of pending, /],
    ['endpoint:nobody', 10, 'No endpoint has "nobody" in its name, host or ID.'],
    ['data:fr', 1, /data needs a path/],
    ['type.x:a', 1, /type has no fields of its own/],
    ['data.a:f*r', 8, /^data is a value/],
    ['https://a.example', 1, /There is no field https of events; .* quotes/],
    ['""', 1, /at least one character/],
  ])('names, where it is %s, the place and what is accepted', (text, column, message) => {
    expect(faultOf(text)).toMatchObject({ column });
    expect(faultOf(text)?.message).toMatch(message);
  });

  it('has no field for unrouted events in the list of deliveries', () => {
    expect(faultOf('unrouted:yes', 'deliveries')?.message).toMatch(
      /There is no field unrouted of deliveries/,
    );
  });

  it.each(QUERY_FIELDS)('can be written as the example of $name', ({ example, only }) => {
    expect(compiled(example, only ?? 'events').faults).toEqual([]);
  });

  it.each(['data.user.email:a*', '-data.user.email:*', 'data.user.email:>1', 'data.guests[0].phone:1*'])(
    'does not ask for a masked field: %s',
    (text) => {
      const { conditions, faults } = compiled(text, 'events', ['data.user.email', 'data.guests.*.phone']);
      expect([conditions, faults]).toEqual([
        [],
        [{ column: 1, message: 'That field is masked by WEBHOOK_REDACT_FIELDS: no query reads it.' }],
      ]);
    },
  );

  it('does not look for a text in the data where fields of it are masked', () => {
    const { conditions } = compiled('ana -"mail"', 'events', ['data.user.email']);
    expect(conditions).toEqual([
      { test: { of: 'text', text: 'ana', outside: true }, not: false },
      { test: { of: 'text', text: 'mail', outside: true }, not: true },
    ]);
  });

  it('has no NUL in a path, which no store could read', () => {
    expect(faultOf('data["a\0b"]:x')?.message).toMatch(/no NUL/);
  });

  it('is compiled of any text without an exception', () => {
    const names = fc.constantFrom(
      ...QUERY_FIELDS.map(({ name }) => `${name}:`),
      'data.a:',
      '-',
      '"',
      ' ',
      ',',
      '*',
      '..',
      '>',
    );
    const hostile = fc.array(fc.oneof(names, fc.string({ maxLength: 6 })), { maxLength: 30 });
    fc.assert(fc.property(hostile, (pieces) => void eventsOf(pieces.join(''))));
  });
});
