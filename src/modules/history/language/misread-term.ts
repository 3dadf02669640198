import type { QueryField } from './query-fields.js';
import type { QueryTerm } from './query-syntax.js';

const JOINED = 'conditions stand side by side, and all must hold';
const ALTERNATIVES = 'alternatives are values of one field with commas, type:job.failed,job.timeout';

/** Words of other query languages, each with what is written here. */
const OPERATORS: ReadonlyMap<string, string> = new Map([
  ['and', `${JOINED}: leave it out.`],
  ['&&', `${JOINED}: leave it out.`],
  ['or', `${JOINED}; ${ALTERNATIVES}.`],
  ['||', `${JOINED}; ${ALTERNATIVES}.`],
  ['not', 'a condition is excluded by - in front of it: -type:job.failed.'],
]);
const QUOTE = 'Put it into quotes to find it as a text.';
/** A field and a comparison without a colon: `status>=500`, `!type:job.failed`, `(type:job.failed`. */
const OTHER_SIGNS = /^([!(]*)([a-z_]+)(\.[^\s=<>!:]+)?(:|[=<>!]=?)/i;

/**
 * Explains a word that another query language would read as a part of its own, and this one as a text; null for an ordinary text. Operators in
 * small letters are texts among texts: `"did not respond"` may be written without quotes.
 */
export function misread(
  { not, values: [value] }: QueryTerm,
  { before, after }: { readonly before: QueryTerm | undefined; readonly after: QueryTerm | undefined },
  known: ReadonlyMap<string, QueryField>,
): string | null {
  const { text, quoted } = value!;
  if (quoted || not) return null;
  const word = text.toLowerCase();
  const advice = OPERATORS.get(word);
  if (advice !== undefined) {
    const neighbours = word === 'not' ? [after] : [before, after];
    const isAmongConditions = neighbours.some((term) => (term?.field ?? null) !== null);
    return isAmongConditions || !/[a-z]/.test(text) ? `There is no ${text}: ${advice} ${QUOTE}` : null;
  }
  if (/^[“”„«‘’']/.test(text)) return 'A text with spaces stands in straight double quotes: "out of memory".';
  const [, signs, name = '', , sign] = OTHER_SIGNS.exec(text) ?? [];
  const field = known.get(name.toLowerCase());
  if (field === undefined || (signs === '' && sign === ':')) return null;
  const how = signs?.includes('(')
    ? `There are no parentheses: ${JOINED}; ${ALTERNATIVES}.`
    : signs === '!' || sign?.startsWith('!')
      ? `Exclude a condition by - in front of it: -${field.example}.`
      : `A condition has a colon: ${field.example}${field.name === 'status' ? ', status:>=500' : ''}.`;
  return `${how} ${QUOTE}`;
}
