import type { TextFault } from '../../../adapters/adapter.js';

/** Most faults that one note names. */
const NAMED_MAX = 3;
/** Longest sentence of a fault in a note, UTF-16 units. */
const SENTENCE_MAX = 200;

/** Writes one sentence for each template that failed, and what was sent in its place. */
export function faultNotes(faults: readonly TextFault[]): string[] {
  return faults.map(({ field, message, line, column }) => {
    const sent = field.startsWith('payload.headers.')
      ? 'the header was left out'
      : field.startsWith('payload.')
        ? 'the gateway payload was sent'
        : 'the built-in text was sent';
    return `${field} failed at line ${line}, column ${column}, and ${sent}: ${message.slice(0, SENTENCE_MAX)}`;
  });
}

/** Joins the note about an answer with those about templates that failed; null where there is nothing to note. */
export function noteOf(answer: string | null, faults: readonly TextFault[]): string | null {
  if (faults.length === 0) return answer;
  const named = faultNotes(faults.slice(0, NAMED_MAX));
  const more = faults.length - named.length;
  const rest = more > 0 ? [`${more} more templates failed.`] : [];
  return [...(answer === null ? [] : [answer]), ...named, ...rest].join(' ');
}
