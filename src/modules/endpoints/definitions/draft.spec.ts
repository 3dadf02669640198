import { describe, expect, it } from '@jest/globals';
import { draft, MASK } from './draft.js';

const url = 'https://receiver.example/hook';
/** As a request brings it: `__proto__` is a field like any other there. */
const named = (name: string): Record<string, string> =>
  JSON.parse(JSON.stringify({ x: MASK }).replace('"x"', `"${name}"`));

describe('A masked value', () => {
  const before = {
    adapter: 'generic',
    settings: {},
    secrets: { url, headers: { Authorization: 'Bearer one' } },
  };

  it('stands for the header there is', () => {
    const made = draft({ headers: { Authorization: MASK } }, before, 'Brand');
    expect(made).toMatchObject({ definition: { secrets: { headers: { Authorization: 'Bearer one' } } } });
  });

  it.each(['Other', 'constructor', 'toString', '__proto__'])(
    'stands for nothing where there is no header %s',
    (name) => {
      for (const base of [before, null]) {
        expect(draft({ url, headers: named(name) }, base, 'Brand')).toEqual({
          ok: false,
          faults: [
            {
              field: `headers.${name}`,
              message: `The header ${name} is masked, and there is no value to keep.`,
            },
          ],
        });
      }
    },
  );

  it.each(['constructor', '__proto__'])('stands for nothing where there is no option %s', (name) => {
    const made = draft({ url, options: named(name) }, before, 'Brand');
    expect(made).toMatchObject({ ok: true });
    expect(made).not.toHaveProperty(['definition', 'settings', 'options']);
  });
});
