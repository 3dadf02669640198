import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { SecretBox } from './secret-box.js';

const key = (): string => randomBytes(32).toString('base64');
const [ONE, TWO] = [key(), key()];

describe(SecretBox.name, () => {
  const box = new SecretBox([ONE]);

  it('opens what it sealed, and the sealed text shows nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 4 }), (text) => {
        const sealed = box.seal(text, 'row');
        expect(box.open(sealed, 'row')).toBe(text);
        expect(sealed).not.toContain(text);
        expect(box.seal(text, 'row')).not.toBe(sealed);
      }),
    );
  });

  it('opens no text that was moved to another row, changed, or never sealed', () => {
    const sealed = box.seal('secret', 'row');
    const bytes = Buffer.from(sealed.split('.')[2]!, 'base64url');
    expect(box.open(sealed, 'other row')).toBeNull();
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 1;
      const [version, id] = sealed.split('.');
      expect(box.open(`${version}.${id}.${changed.toString('base64url')}`, 'row')).toBeNull();
    }
    for (const text of ['', 'v1', 'v1..', 'secret', sealed.replace('v1', 'v2'), sealed.slice(0, 20)])
      expect(box.open(text, 'row')).toBeNull();
  });

  it('opens with every key and seals with the first', () => {
    const both = new SecretBox([TWO, ONE]);
    const old = box.seal('secret', 'row');
    expect(both.open(old, 'row')).toBe('secret');
    expect([box.isCurrent(old), both.isCurrent(old)]).toEqual([true, false]);
    const renewed = both.seal('secret', 'row');
    expect(both.isCurrent(renewed)).toBe(true);
    expect(box.open(renewed, 'row')).toBeNull();
    expect(new SecretBox([TWO]).open(renewed, 'row')).toBe('secret');
  });
});
