/** Limit below which a text is as good as public, bits: one repeated letter, a sequence, one or two common words. */
export const TRIVIAL_BITS = 25;
/** Limit below which a text can be guessed by trying for long enough, bits. */
export const WEAK_BITS = 60;

/** Worth of a sequence, a row of the keyboard or a common word, bits: one of a few hundred. */
const PATTERN_BITS = 8;
const REPEATED_BITS = 1;
const PATTERN_MIN = 4;

const ENCODED = 'whsec_';
const ROWS = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  'qwertzuiop',
  'azertyuiop',
];
const WORDS = (
  'administrator webhooks streamgank changeme password passwort qwertyui default dolphin example football gateway ' +
  'iloveyou letmein monkey princess private production secret secrets service shadow staging sunshine superman trustno ' +
  'webhook welcome access admin basic bearer dragon hello login magic master please public qwerty super token ' +
  'world apikey abcd api auth demo emit guest hook key keys love pass prod root temp test user your'
)
  .split(' ')
  .sort((one, other) => other.length - one.length);

/** Digits and signs that commonly replace letters. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/**
 * Estimates the entropy of a text, bits. Repeats, sequences, rows of the keyboard and common words count little;
 * everything else counts as random. Base64 behind `whsec_` is decoded first.
 */
export function strengthOf(text: string): number {
  const own = text.startsWith(ENCODED) ? decoded(text.slice(ENCODED.length)) : text;
  const unit = repeatedUnit(own);
  const parts = partsOf(unit);
  const singles = parts.filter((part) => [...part].length === 1);
  const perSingle = Math.log2(alphabetOf(singles));
  const seen = new Set<string>();
  const bits = parts.map((part) => {
    if ([...part].length === 1) return perSingle;
    if (seen.has(part)) return REPEATED_BITS;
    seen.add(part);
    return PATTERN_BITS;
  });
  const repeated = unit.length < own.length ? REPEATED_BITS : 0;
  return bits.reduce((sum, one) => sum + one, repeated);
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('latin1');
}

/** Finds the shortest beginning that makes the whole text when repeated; the text itself when there is none. */
function repeatedUnit(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.slice(length) === text.slice(0, -length)) return text.slice(0, length);
  return text;
}

/** Splits a text into patterns, in lower case, and single characters. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  const lower = text.toLowerCase();
  for (let at = 0; at < text.length;) {
    const length = Math.max(sequenceAt(lower, at), rowAt(lower, at), wordAt(lower, at));
    parts.push(length > 1 ? lower.slice(at, at + length) : text[at]!);
    at += Math.max(1, length);
  }
  return parts;
}

/** Measures the run of equal steps of 0, 1 or -1 (`aaaa`, `abcd`, `8901`) at a position; 0 when it is short. */
function sequenceAt(text: string, at: number): number {
  const lengths = [0, 1, -1].map((step) => {
    let end = at + 1;
    while (end < text.length && follows(text[end - 1]!, text[end]!, step)) end += 1;
    return end - at;
  });
  return longEnough(Math.max(...lengths));
}

function follows(before: string, after: string, step: number): boolean {
  if (/\d/.test(before) && /\d/.test(after)) return (Number(before) + step + 10) % 10 === Number(after);
  return before.charCodeAt(0) + step === after.charCodeAt(0);
}

function rowAt(text: string, at: number): number {
  const lengths = ROWS.flatMap((row) => [row, [...row].reverse().join('')]).map((row) => {
    let length = 0;
    while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length += 1;
    return length;
  });
  return longEnough(Math.max(...lengths));
}

function wordAt(text: string, at: number): number {
  const plain = text.slice(at, at + 16).replaceAll(/./gs, (letter) => LETTERS[letter] ?? letter);
  const found = WORDS.find((word) => text.startsWith(word, at) || plain.startsWith(word));
  return found?.length ?? 0;
}

function longEnough(length: number): number {
  return length >= PATTERN_MIN ? length : 0;
}

/** Estimates the size of the alphabet of these characters: by their kinds, at most twice the number of different ones. */
function alphabetOf(singles: readonly string[]): number {
  const text = singles.join('');
  const size = /^[0-9a-f]*$/i.test(text)
    ? 16
    : (/[a-z]/.test(text) ? 26 : 0) +
      (/[A-Z]/.test(text) ? 26 : 0) +
      (/\d/.test(text) ? 10 : 0) +
      (/[^a-zA-Z0-9]/.test(text) ? 10 : 0);
  return Math.max(2, Math.min(size, 2 * new Set(singles).size));
}
