import { isVisible } from '../../src/adapters/clean-text.js';
import { brokenTexts } from '../support/message-texts.js';

/** Words that programs write where they have no value, and years that no job has. */
const NO_VALUES = /\b(?:undefined|null|NaN|Infinity|Invalid Date|1970|275760)\b|\[object \w+\]/gi;
/** Separators without anything between them, and brackets around nothing. */
const LOOSE = /·\s*·|\(\s*\)/g;

/**
 * Lists what a reader should never see of a message, by kind; empty where there is nothing. What stands in the sources is what the job
 * server or the operator wrote, and no fault of the message.
 *
 * @param seen the texts of the message, as a reader sees them
 * @param sources the event, the endpoint and the options that the message is made of
 */
export function seenFaults(
  seen: readonly string[],
  sources: readonly object[],
): Readonly<Record<string, readonly string[]>> {
  let foreign: string | undefined;
  const isForeign = (mark: string): boolean => {
    foreign ??= sources
      .map((source) => JSON.stringify(source))
      .join('\n')
      .toLowerCase();
    return foreign.includes(mark);
  };
  const own = (pattern: RegExp, mark = (found: string): string => found.toLowerCase()): readonly string[] =>
    seen.flatMap((text) =>
      [...text.matchAll(pattern)].map(([found]) => found).filter((found) => !isForeign(mark(found))),
    );
  const found = {
    broken: brokenTexts(seen),
    noValues: own(NO_VALUES),
    loose: own(LOOSE, (found) => found.charAt(0)),
    hollow: seen.filter((text) => text.trim() !== '' && !isVisible(text)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, faults]) => faults.length > 0));
}
