import { Malformed } from './malformed.js';

/** One entry of a list, or the clause that names its fault. */
export type Entry<T> = { readonly value: T } | { readonly problem: string };

/** Splits a text at commas into trimmed, non-empty parts. */
export function commaParts(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/**
 * Reads a comma-separated list entry by entry and reports every bad entry by its number, counted from 1, so that nothing
 * of a secret entry has to be shown.
 */
export function parseList<T>(
  text: string,
  noun: string,
  accepted: string,
  read: (entry: string) => Entry<T>,
): readonly T[] | Malformed {
  const entries = commaParts(text).map(read);
  const problems = entries.flatMap((entry, index) =>
    'problem' in entry ? [`${noun} ${index + 1} ${entry.problem}`] : [],
  );
  if (problems.length > 0) return new Malformed(problems, accepted);
  return entries.flatMap((entry) => ('value' in entry ? [entry.value] : []));
}
