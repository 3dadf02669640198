/** Writes the words of a text so that whole words of another can be found in it. */
export function wordsOf(text: string): string {
  return ` ${withPlainDigits(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** Writes the digits of every script as 0 to 9: `١٢` → `12`. */
export function withPlainDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, plainDigit);
}

/** Unicode lists the ten digits of a script one behind the other. */
function plainDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** True where one of the other texts has the words of a text in a row: `no poster` in `No poster!`. A text without words is said nowhere. */
export function isSaidIn(text: string, others: readonly string[]): boolean {
  const words = wordsOf(text);
  return words.trim() !== '' && others.some((other) => wordsOf(other).includes(words));
}

/** Words that say no more than that a job is spoken of. */
const OF_JOBS = / (?:(?:the|this|job|render|rendering|video|task|has|was|is) )+/g;

/**
 * True where a text is the headline, also of a job by another name (`The job failed` below `Render failed`), or what a title begins
 * with: `Render failed: Netflix`.
 */
export function repeatsTitle(
  text: string,
  { headline, subject }: { readonly headline: string; readonly subject: string },
): boolean {
  const words = wordsOf(text);
  if (words.trim() !== '' && wordsOf(`${headline} ${subject}`).startsWith(words)) return true;
  const told = words.replace(OF_JOBS, ' ').trim();
  return told !== '' && wordsOf(headline).replace(OF_JOBS, ' ').trim() === told;
}
