import { describe, expect, it } from '@jest/globals';
import { causeSpans, cleanRich, joined, textOf } from './rich.js';

describe('A line in stretches', () => {
  it('has no stretch of characters of no width, and keeps white space between words', () => {
    const line = [
      { text: 'a', strong: true as const },
      { text: '\u200b\u2060' },
      { text: ' ' },
      { text: 'b' },
    ];
    expect(cleanRich(line, 100).map(({ text }) => text)).toEqual(['a', ' ', 'b']);
  });

  it('has one emphasis where only characters of no width stood between two', () => {
    const strong = { strong: true } as const;
    const line = [
      { text: 'a', ...strong },
      { text: '\u3164\u115f' },
      { text: 'b', ...strong },
      { text: 'c' },
    ];
    expect(cleanRich(line, 100)).toEqual([{ text: 'ab', ...strong }, { text: 'c' }]);
    const moment = { text: 'Jan 8', at: 1, ...strong };
    expect(cleanRich([{ text: 'a', ...strong }, moment], 100)).toHaveLength(2);
  });

  it('keeps separators with the text before them, its own and those between lines', () => {
    const line = cleanRich([{ text: 'a · b' }], 100);
    expect(textOf(joined([line, [{ text: 'c' }]]))).toBe('a\u{a0}· b\u{a0}· c');
  });

  it('keeps a day, and a time of day, on one line', () => {
    const line = cleanRich([{ text: 'Jan 8, 2024, 12:00 PM', at: 1, style: 'datetime' }], 100);
    expect(textOf(line)).toBe('Jan\u{a0}8, 2024, 12:00\u{a0}PM');
  });
});

describe('A cause', () => {
  it.each([
    ['Creatomate 422: no poster', 'Creatomate 422:'],
    ['[render] step 2: no poster', '[render] step 2:'],
    ['job[3]: no poster', 'job[3]:'],
    ['{code: 422, detail: none}', ''],
    ['a, b, {c: 1}', ''],
    ['[1: 2]', ''],
    ['at 12:30: it broke', ''],
  ])('has its beginning emphasised where that names what failed: %s', (cause, strong) => {
    const spans = causeSpans(cause);
    expect(textOf(spans)).toBe(cause);
    expect(textOf(spans.filter((span) => span.strong))).toBe(strong);
  });
});
