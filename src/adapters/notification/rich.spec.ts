import { describe, expect, it } from '@jest/globals';
import { cleanRich } from './rich.js';

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
});
