import { describe, expect, it } from '@jest/globals';
import { changesBetween, sentFields } from './changes-between.js';

describe(changesBetween.name, () => {
  it('notes old and new values of the fields that differ', () => {
    const before = { name: 'a', events: ['job.*'], rate: null, same: { deep: 1 } };
    const after = { name: 'b', events: ['job.*', 'x'], rate: 5, same: { deep: 1 }, added: true };
    expect(changesBetween(before, after).changes).toEqual({
      name: { from: 'a', to: 'b' },
      events: { from: ['job.*'], to: ['job.*', 'x'] },
      rate: { from: null, to: 5 },
      added: { from: null, to: true },
    });
  });

  it('compares the named fields alone', () => {
    expect(changesBetween({ a: 1, b: 1 }, { a: 2, b: 2 }, ['b']).changes).toEqual({ b: { from: 1, to: 2 } });
  });

  it('notes of a secret that it was changed, and never the value', () => {
    const masked = { headers: { authorization: '***' } };
    const { changes } = changesBetween(masked, masked, ['headers', 'secret', 'name'], ['headers', 'secret']);
    expect(changes).toEqual({ headers: 'changed', secret: 'changed' });
  });

  it('tells long values apart, and cuts what it notes', () => {
    const [one, other] = [`${'x'.repeat(600)}1`, `${'x'.repeat(600)}2`];
    const { changes } = changesBetween({ body: one }, { body: other });
    expect(JSON.stringify(changes)).toMatch(/x…/);
    expect(JSON.stringify(changes).length).toBeLessThan(1_100);
  });

  it('is not misled by fields named as members of objects', () => {
    expect(changesBetween({}, {}, ['constructor', '__proto__']).changes).toEqual({});
  });
});

describe(sentFields.name, () => {
  it('names the fields that were sent, those with null too', () => {
    expect(sentFields({ a: null, b: undefined, c: 0 })).toEqual(['a', 'c']);
  });
});
