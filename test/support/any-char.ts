import fc from 'fast-check';

/** Code points between both are halves of surrogate pairs, which are no characters. */
const [BEFORE_SURROGATES, AFTER_SURROGATES] = [0xd800, 0xe000];
const SURROGATES = AFTER_SURROGATES - BEFORE_SURROGATES;
const LAST = 0x10ffff;

/** Any character of Unicode, as a unit of texts. fast-check's own, `unit: 'binary'`, makes a table of a million characters for each arbitrary. */
export const anyChar: fc.Arbitrary<string> = fc.nat(LAST - SURROGATES).map(
  (nth) => String.fromCodePoint(nth < BEFORE_SURROGATES ? nth : nth + SURROGATES),
  (char) => {
    const [point, ...more] = [...(char as string)].map((one) => one.codePointAt(0)!);
    if (point === undefined || more.length > 0 || (point >= BEFORE_SURROGATES && point < AFTER_SURROGATES))
      throw new Error('This is not one character.');
    return point < BEFORE_SURROGATES ? point : point - SURROGATES;
  },
);
