import { describe, expect, it } from '@jest/globals';
import { breakBackticks, cleanLine, cleanText, withoutBackticks } from './clean-text.js';

describe('cleanText', () => {
  it.each([
    ['replaces lone surrogates', 'a\uD83Db', 'a\uFFFDb'],
    ['removes control characters', 'a\u0000\u0007b\u009Fc', 'abc'],
    ['removes terminal colours whole', '\u001B[1;31mred\u001B[0m', 'red'],
    ['keeps brackets that are no colours', 'line\n[30m] later', 'line\n[30m] later'],
    ['makes every line end the same', 'a\r\nb\rc\u2028d\u2029e', 'a\nb\nc\nd\ne'],
    ['removes overrides, embeddings and isolates', 'a\u202Eb\u202Dc\u2066d\u2069e\u202A', 'abcde'],
    ['keeps right-to-left letters and their marks', '\u200Fשלום عالم', '\u200Fשלום عالم'],
    ['keeps joined emoji', '👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['removes byte order marks and noncharacters', '\uFEFFa\uFFFEb\uFFFF', 'ab'],
    ['trims', ' \t a \n', 'a'],
    [
      'empties lines of which nothing can be seen',
      'At\n  \u3164\u115F\uFFA0\nthe end\n\u3164',
      'At\n\nthe end',
    ],
    ['is empty when nothing can be seen', '\u200B\u200D\u2060 \u00AD', ''],
  ])('%s', (_, text, cleaned) => {
    expect(cleanText(text, 100)).toBe(cleaned);
  });

  it('cuts to the limit and says so', () => {
    expect(cleanText('abcdefgh', 5)).toBe('abcd…');
  });

  it('says that there was more where much went away', () => {
    expect(cleanText(`ab${'\u0001'.repeat(1000)}cd`, 10)).toBe('ab…');
  });
});

describe('cleanLine', () => {
  it('puts everything on one line', () => {
    expect(cleanLine('a\n\n b\t c', 100)).toBe('a b c');
  });
});

describe('backticks', () => {
  it('cannot form a run', () => {
    expect(breakBackticks('```')).toBe('`\u200B`\u200B`');
    expect(breakBackticks('a`b')).toBe('a`b');
  });

  it('cannot end a code span', () => {
    expect(withoutBackticks('a`b')).toBe('aˋb');
  });
});
