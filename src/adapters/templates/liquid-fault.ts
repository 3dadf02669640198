import { LiquidError } from 'liquidjs';
import { TemplateFault, faultAt } from './template-fault.js';

/** Messages of LiquidJS for a text that it cannot read, and their words for people. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^tag .* not closed/, 'This tag is not closed: write %} where it ends.'],
  [/^output .* not closed/, 'This output is not closed: write }} where it ends.'],
  [/^raw .* not closed/, 'The tag raw is not closed: write {% endraw %} where it ends.'],
  [/^illegal tag syntax/, 'A tag begins with its name: {% if data.error %}.'],
  [
    /^invalid value expression|value expected/,
    'A value is missing here: accepted are a path (data.title), a text in quotes, a number, true, false and nil.',
  ],
  [
    /^expected "\|" before filter/,
    'This is not expected here: a filter stands behind |, an operator (==, !=, <, >, contains, and, or) between two values.',
  ],
  [/^expected filter name/, 'The name of a filter is missing behind |.'],
  [/^expected ":" after filter name/, 'The values of a filter stand behind a colon: truncate: 40.'],
  [/^unexpected character/, 'Values of a filter are separated by commas: replace: "a", "b".'],
  [/^\[ not closed/, 'The bracket [ is not closed.'],
  [/^invalid range syntax/, 'A range has the form (1..5).'],
];

const OTHER =
  'This cannot be read as Liquid: outputs have the form {{ data.title | upcase }}, tags {% if data.error %}…{% endif %}.';

/** Turns what LiquidJS throws on a template into a fault for people. */
export function liquidFault(error: unknown, source: string): TemplateFault {
  const said = error instanceof Error ? error.message : '';
  const sentence = SENTENCES.find(([pattern]) => pattern.test(said))?.[1] ?? OTHER;
  return LiquidError.is(error)
    ? faultAt(error.token, sentence)
    : faultAt({ input: source, begin: 0 }, sentence);
}
