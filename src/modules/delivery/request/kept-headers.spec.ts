import { describe, expect, it } from '@jest/globals';
import { keptHeaders } from './kept-headers.js';

const SECRETS = ['a-key-of-ours'];

function kept(headers: Record<string, string>, secrets: readonly string[] = SECRETS): unknown {
  return JSON.parse(keptHeaders(headers, secrets));
}

describe(keptHeaders.name, () => {
  it('keeps the headers in their order', () => {
    expect(keptHeaders({ date: 'today', 'x-"q"': '\u{1F517}"' }, SECRETS)).toBe(
      '{"date":"today","x-\\"q\\"":"\u{1F517}\\""}',
    );
  });

  it('keeps the current value of a header that changes and changes back', () => {
    for (const date of ['one', 'two', 'one']) expect(kept({ date })).toEqual({ date });
  });

  it('masks headers with secret names, and values that repeat a secret', () => {
    expect(kept({ 'set-cookie': 'a=b', 'x-api-key': 'k', 'x-echo': 'got a-key-of-ours', age: '1' })).toEqual({
      'set-cookie': '***',
      'x-api-key': '***',
      'x-echo': '***',
      age: '1',
    });
  });

  it('masks a value for the endpoint whose secret it is and for no other, in either order', () => {
    const headers = { 'x-echo': 'a-key-of-ours' };
    expect(kept(headers, ['another-key'])).toEqual(headers);
    expect(kept(headers)).toEqual({ 'x-echo': '***' });
    expect(kept(headers, ['another-key'])).toEqual(headers);
  });

  it('cuts long values, and leaves out headers that do not fit, also for names that repeat', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`x-${at}`, 'é'.repeat(600)]));
    for (let time = 0; time < 2; time++) {
      const text = keptHeaders(many, SECRETS);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4096);
      expect(Object.values(JSON.parse(text) as object)).toContain(`${'é'.repeat(512)}…`);
    }
  });
});
