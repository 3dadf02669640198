import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { updatesOf } from './telegram-updates.js';

const FROM = { id: 4711, first_name: 'Ana', last_name: 'Silva', username: 'ana' };
const QUERY = { id: '42', data: 'gwbtn_1', from: FROM, message: { chat: { id: -100, username: 'jobs' } } };

describe('The updates of a bot', () => {
  it('are presses with what they say, who pressed and where', () => {
    expect(updatesOf([{ update_id: 7, callback_query: QUERY }])).toEqual([
      {
        id: 7,
        press: {
          queryId: '42',
          pressId: '42',
          reference: 'gwbtn_1',
          chat: { id: '-100', name: 'jobs' },
          user: { id: '4711', name: 'Ana Silva' },
        },
      },
    ]);
  });

  it('come in order, each once', () => {
    expect(updatesOf([{ update_id: 3 }, { update_id: 1 }, { update_id: 3 }]).map(({ id }) => id)).toEqual([
      1, 3,
    ]);
  });

  it.each([
    [{ first_name: 'Ana' }, 'Ana'],
    [{ username: 'ana' }, 'ana'],
    [{ first_name: 7, username: 'ana' }, 'ana'],
    [{}, ''],
  ])('name a person as Telegram does: %j', (names, name) => {
    const [update] = updatesOf([{ update_id: 1, callback_query: { ...QUERY, from: { id: 1, ...names } } }]);
    expect(update!.press!.user.name).toBe(name);
  });

  it('are bounded and well typed, whatever a server tells', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (from, message, more) => {
        const shapes: unknown[] = [
          more,
          [more],
          [{ update_id: 1, callback_query: more }],
          [{ update_id: 2, callback_query: { ...QUERY, from, message } }],
          [{ update_id: more, callback_query: QUERY }],
        ];
        for (const { id, press } of shapes.flatMap((shape) => [...updatesOf(shape)])) {
          expect(Number.isSafeInteger(id)).toBe(true);
          if (press === null) continue;
          expect(press.reference.length).toBeLessThanOrEqual(64);
          expect(press.pressId.length).toBeLessThanOrEqual(64);
          expect([press.user.id, press.chat.id].every((one) => /^-?\d+$/.test(one))).toBe(true);
        }
      }),
    );
  });
});
