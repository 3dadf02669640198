import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ROLES } from '../roles.js';
import { formFault, hintOf, KEY_FORM, newKeyText } from './key-text.js';

describe('A key that the gateway makes', () => {
  it.each(ROLES)('has, for the role %s, the form that secret scanners look for', (role) => {
    const key = newKeyText(role);
    expect(key).toMatch(KEY_FORM);
    expect(key.startsWith(`gwk_${role}_`)).toBe(true);
    expect(formFault(key)).toBeNull();
    expect(newKeyText(role)).not.toBe(key);
  });

  it('is shown to people by four of its random characters', () => {
    const key = newKeyText('admin');
    expect(hintOf(key)).toBe(key.slice(0, 'gwk_admin_'.length + 4));
  });

  it('is told from one with a typo anywhere', () => {
    const key = newKeyText('viewer');
    fc.assert(
      fc.property(fc.nat(key.length - 5), fc.constantFrom(...'abcXYZ09_'), (at, sign) => {
        const place = at + 4;
        fc.pre(key[place] !== sign);
        expect(formFault(key.slice(0, place) + sign + key.slice(place + 1))).toMatch(/checksum/);
      }),
    );
  });

  it.each(['gwk_', 'gwk_admin_', newKeyText('emit').slice(0, -1), `${newKeyText('emit')}x`])(
    'is told from %j, which was not copied completely',
    (text) => {
      expect(formFault(text)).toMatch(/not copied completely/);
    },
  );

  it('says nothing of keys of another form', () => {
    expect(formFault('admin-key-0123456789abcdef')).toBeNull();
  });
});
