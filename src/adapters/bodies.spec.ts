import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { formBody, jsonBody, multipartBody, type Body } from './bodies.js';

const texts = fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), {
  noNullPrototype: true,
});

/** Reads a body as servers do: by the platform's own parsers. */
async function read({ headers, body }: Body): Promise<Record<string, unknown>> {
  const form = await new Response(body, { headers }).formData();
  return Object.fromEntries(form.entries());
}

describe('The body of a request', () => {
  it('is JSON with its content type', () => {
    expect(jsonBody({ a: 1 })).toEqual({ headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' });
  });

  it('reads back as the fields of a form, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (fields) => {
        expect(await read(formBody(fields))).toEqual(fields);
      }),
    );
  });

  it('reads back as the parts of a form, whatever they hold', async () => {
    const lines = fc.dictionary(
      fc.stringMatching(/^[a-z_]{1,9}$/),
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/\r\n?|\n/g, '\r\n')),
      { noNullPrototype: true, minKeys: 1 },
    );
    await fc.assert(
      fc.asyncProperty(lines, async (fields) => {
        expect(await read(multipartBody(fields, 'seed'))).toEqual(fields);
      }),
    );
  });

  it('has a boundary that stands in none of its parts', async () => {
    const text = multipartBody({}, 'd-1').body;
    const fields = { text, more: '--part-0-d1--', quoted: 'part-1-d1' };
    expect(await read(multipartBody(fields, 'd-1'))).toEqual(fields);
  });

  it('leaves out fields without a value', () => {
    expect(formBody({ a: 'b', c: undefined, d: 0, e: false }).body).toBe('a=b&d=0&e=false');
  });
});
