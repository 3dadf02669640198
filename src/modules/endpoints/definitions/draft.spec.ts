import { describe, expect, it } from '@jest/globals';
import { draft } from './draft.js';
import { MASK } from '../../model/mask.js';

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

  it('stands for the stored header', () => {
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

  it.each(['constructor', '__proto__'])('stands for nothing where no option %s is stored', (name) => {
    const made = draft({ url, options: named(name) }, before, 'Brand');
    expect(made).toMatchObject({ ok: true });
    expect(made).not.toHaveProperty(['definition', 'settings', 'options']);
  });
});

describe('A change of retries', () => {
  const withSchedule = {
    adapter: 'generic',
    settings: { retry_schedule_ms: [1_000, 2_000] },
    secrets: { url },
  };
  const withCount = { adapter: 'generic', settings: { max_retries: 5 }, secrets: { url } };
  const settingsOf = (request: Parameters<typeof draft>[0], base: Parameters<typeof draft>[1]): object => {
    const made = draft(request, base, 'Brand');
    if (!made.ok) throw new Error(JSON.stringify(made.faults));
    const { max_retries: count, retry_schedule_ms: schedule } = made.definition.settings;
    return { count, schedule };
  };

  it('replaces a schedule by a number and a number by a schedule', () => {
    expect(settingsOf({ max_retries: 7 }, withSchedule)).toEqual({ count: 7 });
    expect(settingsOf({ max_retries: 0 }, withSchedule)).toEqual({ count: 0 });
    expect(settingsOf({ retry_schedule_ms: [5] }, withCount)).toEqual({ schedule: [5] });
  });

  it('keeps the schedule where the number is its length, as answers show it', () => {
    expect(settingsOf({ max_retries: 2 }, withSchedule)).toEqual({ schedule: [1_000, 2_000] });
    const both = { url, max_retries: 2, retry_schedule_ms: [3, 4] };
    expect(settingsOf(both, null)).toEqual({ schedule: [3, 4] });
    expect(settingsOf(both, withSchedule)).toEqual({ schedule: [3, 4] });
  });

  it('sets the number where the schedule is taken away with it', () => {
    expect(settingsOf({ max_retries: 2, retry_schedule_ms: null }, withSchedule)).toEqual({ count: 2 });
    expect(settingsOf({ max_retries: null }, withSchedule)).toEqual({ schedule: [1_000, 2_000] });
    expect(settingsOf({ retry_schedule_ms: null }, withSchedule)).toEqual({});
  });

  it('is refused where number and schedule contradict each other, beside every other fault', () => {
    const request = { url, max_retries: 7, retry_schedule_ms: [1], headers: { 'Bad Name': 'x' } };
    expect(draft(request, null, 'Brand')).toEqual({
      ok: false,
      faults: [
        expect.objectContaining({ field: 'headers.Bad Name' }),
        {
          field: 'max_retries',
          message:
            'max_retries is 7, but retry_schedule_ms lists 1 wait, one before each retry; send one of the two.',
        },
      ],
    });
  });
});

describe('A URL without its scheme', () => {
  it('is refused with a question that ends with a question mark', () => {
    const made = draft({ url: 'localhost:3000/hook' }, null, 'Brand');
    const message = 'The URL must start with https:// or http://: did you mean http://localhost:3000/…?';
    expect(made).toEqual({ ok: false, faults: [{ field: 'url', message }] });
  });
});
