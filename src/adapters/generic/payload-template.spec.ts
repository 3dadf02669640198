import { describe, expect, it } from '@jest/globals';
import { aTarget } from '../../../test/support/a-target.js';
import { DEFAULT_MESSAGE } from '../../modules/model/message-options.js';
import type { PayloadTemplate, PayloadTree } from '../../modules/model/payload.js';
import { SAMPLES } from '../samples.js';
import { generic } from './generic.adapter.js';
import { PAYLOAD_BODY_MAX } from '../payload/payload-template.js';

const event = { ...SAMPLES[0]!.event };

function formed(body: PayloadTree, data: string, more: Partial<PayloadTemplate> = {}) {
  const payload: PayloadTemplate = { method: 'POST', headers: {}, body, ...more };
  return generic.format({ ...event, data }, aTarget({ payload }));
}

describe('A payload tree', () => {
  it('keeps the type of a value that a path alone names, digits of long numbers included', () => {
    const data = '{"n":12345678901234567890,"f":1.5,"yes":true,"no":null,"list":[1,{"a":"b"}],"text":"1"}';
    const body = {
      n: '{{ data.n }}',
      f: '{{data.f}}',
      yes: '{{ data.yes }}',
      no: '{{ data.no }}',
      list: '{{ data.list }}',
      first: '{{ data.list[0] }}',
      text: '{{ data.text }}',
      missing: '{{ data.a.b.c }}',
    };
    expect(formed(body, data).body).toBe(
      '{"n":12345678901234567890,"f":1.5,"yes":true,"no":null,"list":[1,{"a":"b"}],"first":1,"text":"1","missing":null}',
    );
  });

  it('writes every other text as a text, escaped', () => {
    const body = ['{{ data.n }} jobs', '{{ data.n | plus: 1 }}', 'plain', '{{ data.q }}!'];
    expect(formed(body, JSON.stringify({ n: 3, q: 'a"b\n' })).body).toBe(
      '["3 jobs","4","plain","a\\"b\\n!"]',
    );
  });

  it('keeps constants, empty branches and names such as __proto__', () => {
    const body = JSON.parse('{"__proto__":{"a":1},"e":{},"l":[],"t":true,"z":null}') as PayloadTree;
    expect(formed(body, '{}').body).toBe('{"__proto__":{"a":1},"e":{},"l":[],"t":true,"z":null}');
  });

  it('uses zone and locale of the endpoint', () => {
    const payload: PayloadTemplate = {
      method: 'POST',
      headers: {},
      body: { at: '{{ event.timestamp | datetime }}' },
    };
    const at = (zone: string): string =>
      generic.format(event, aTarget({ payload, message: { ...DEFAULT_MESSAGE, zone } })).body;
    expect(at('UTC')).not.toBe(at('Asia/Tokyo'));
  });

  it.each([
    [
      'a template reaches a limit',
      '{% for i in (1..1000) %}{% for j in (1..1000) %}x{% endfor %}{% endfor %}',
      '{}',
    ],
    [
      'a value is nested too deeply',
      '{{ data.deep }}',
      `{"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ],
  ])('gives the gateway payload and says so where %s', (_, text, data) => {
    const made = formed({ a: [{ b: text }] }, data, { method: 'PUT' });
    expect(made).toMatchObject({
      method: 'PUT',
      faults: [{ field: expect.stringMatching(/^payload\.body/) }],
    });
    expect(made.body.startsWith('{"event":"job.completed","data":{')).toBe(true);
    expect(made.faults).toHaveLength(1);
  });

  it('gives the gateway payload where its body becomes too long', () => {
    const half = JSON.stringify({ text: 'x'.repeat(PAYLOAD_BODY_MAX / 2) });
    const made = formed({ a: '{{ data }}', b: '{{ data }}', c: '{{ data }}' }, half);
    expect(made.faults).toMatchObject([
      { field: 'payload.body.b', message: expect.stringContaining('longer than') },
    ]);
    expect(made.body).toContain('"event":"job.completed"');
  });

  it('leaves out a header that is empty, without a fault, and one that HTTP cannot carry, with a fault', () => {
    const headers = {
      'X-Job': '{{ data.id }}',
      'X-None': '{{ data.none }}',
      'X-Lines': 'a{{ data.lines }}b',
      'X-Wide': '{{ data.wide }}',
    };
    const made = formed({}, JSON.stringify({ id: 'j1', lines: '\r\nX-Evil: 1\r\n', wide: '→' }), { headers });
    expect(made.headers).toEqual({ 'Content-Type': 'application/json', 'X-Job': 'j1' });
    expect(made.faults!.map(({ field }) => field)).toEqual([
      'payload.headers.X-Lines',
      'payload.headers.X-Wide',
    ]);
    expect(made.body).toBe('{}');
  });

  it('gives the gateway payload where a path alone asks for more work than is allowed', () => {
    const fields = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`f${at}`, 0]));
    const made = formed({ a: '{{ data.o.size }}' }, JSON.stringify({ o: fields }));
    expect(JSON.parse(made.body)).toMatchObject({ event: event.type });
    expect(made.faults).toEqual([
      expect.objectContaining({ field: 'payload.body.a', message: expect.stringContaining('too much data') }),
    ]);
  });

  it('gives the same bytes each time', () => {
    const make = () => formed({ a: '{{ data.x | upcase }}', b: '{{ delivery.id }}' }, '{"x":"é"}').body;
    expect(make()).toBe(make());
  });
});
