import { printStep } from '../../src/modules/history/language/print-step.js';
import type { QueryTerm, QueryValue } from '../../src/modules/history/language/query-syntax.js';

/** A text that is read as it is without quotes. */
const BARE = /^[^\s",]+$/;

/** Writes terms as a query that is read as the same terms. */
export function printQuery(terms: readonly Omit<QueryTerm, 'column'>[]): string {
  return terms.map(printTerm).join(' ');
}

function printTerm({ not, field, path, values }: Omit<QueryTerm, 'column'>): string {
  const name = field === null ? '' : `${field}${(path ?? []).map(printStep).join('')}:`;
  return `${not ? '-' : ''}${name}${values.map((value) => printValue(value, field === null)).join(',')}`;
}

function printValue({ text, quoted }: Omit<QueryValue, 'column'>, free: boolean): string {
  // A text to find that looks like a condition is quoted, and so is one that begins like an exclusion.
  const isBare = BARE.test(text) && !(free && (text.includes(':') || text.startsWith('-')));
  return !quoted && isBare ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
