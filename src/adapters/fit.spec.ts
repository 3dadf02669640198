import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { cut, ELLIPSIS, firstWithin, fit, fitBytes } from './fit.js';

const entities = (text: string): string => text.replaceAll('&', '&amp;');
const graphemesOf = (text: string): string[] =>
  [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);

describe('fit', () => {
  it('leaves alone what fits, to the unit', () => {
    expect(fit('abcde', 5)).toBe('abcde');
    expect(fit('abcdef', 5)).toBe('abcd…');
  });

  it('counts the escaped length', () => {
    expect(fit('a&b', 7, entities)).toBe('a&amp;b');
    expect(fit('a&bc', 7, entities)).toBe('a&amp;…');
  });

  it('never cuts inside an entity', () => {
    expect(fit('a&b', 6, entities)).toBe('a…');
  });

  it('never cuts inside a grapheme', () => {
    const family = '👨‍👩‍👧';
    expect(fit(`ab${family}cd`, 10)).toBe('ab…');
    expect(fit(`ab${family}cd`, 11)).toBe(`ab${family}…`);
    expect(fit('e\u0301e\u0301e\u0301', 4)).toBe('e\u0301…');
    expect(fit('🇩🇪🇫🇷x', 8)).toBe('🇩🇪…');
  });

  it('drops white space before the ellipsis', () => {
    expect(fit('ab   cdef', 6)).toBe('ab…');
  });

  it('says there was more even when nothing of it fits', () => {
    expect(fit(`a${'\u0301'.repeat(50)}`, 10)).toBe(ELLIPSIS);
    expect(fit('abc', 0)).toBe('');
  });

  it('gives a prefix of whole graphemes within the limit for any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (text, max) => {
          const fitted = fit(text, max);
          expect(fitted.length).toBeLessThanOrEqual(max);
          if (fitted === text) return;
          const kept = graphemesOf(fitted.slice(0, -1));
          expect(graphemesOf(text).slice(0, kept.length)).toEqual(kept);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('cut', () => {
  it('does not part a surrogate pair', () => {
    expect(cut('a😀b', 2)).toBe('a');
    expect(cut('a😀b', 3)).toBe('a😀');
  });
});

describe('fitBytes', () => {
  it('counts bytes of UTF-8', () => {
    expect(fitBytes('äöü', 6)).toBe('äöü');
    expect(fitBytes('äöüß', 7)).toBe('äö…');
  });

  it('cuts between graphemes', () => {
    expect(fitBytes('ab👨‍👩‍👧cd', 12)).toBe('ab…');
    expect(fitBytes('abc', 2)).toBe('');
  });
});

const build = (times: number): string => 'x'.repeat(times);
const size = (text: string): number => text.length;

describe('firstWithin', () => {
  it('takes the roomiest layout that is within the budget', () => {
    expect(firstWithin([9, 5, 3], build, size, 9)).toHaveLength(9);
    expect(firstWithin([9, 5, 3], build, size, 8)).toHaveLength(5);
    expect(firstWithin([9, 5, 3], build, size, 4)).toHaveLength(3);
  });
});
