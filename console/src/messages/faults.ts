import type { Preview } from '../api/types.ts';
import { capitalised } from '../parts/format.ts';
import type { Refused } from '../parts/refusals.ts';

/** A fault or warning about a field of the editor. */
export interface Problem {
  /** `message.title`, `payload.body.items[0]`. */
  readonly field: string;
  /** `fault` keeps the changes from being saved; `warning` does not. */
  readonly kind: 'fault' | 'warning';
  readonly message: string;
  /** Place in the template, from 1; null: none is known. */
  readonly line: number | null;
  readonly column: number | null;
  /** Path that the warning is about; null: none. */
  readonly path: string | null;
}

const IN_PLACE = 'The built-in text is shown in its place.';

/** Reads the problems of a preview: templates that cannot be saved, that failed on the event, and paths that no event has. */
export function problemsOf({ faults, missing }: Pick<Preview, 'faults' | 'missing'>): readonly Problem[] {
  return [
    ...faults.map(({ field, message, line, column, unusable }): Problem => {
      const text = bare(message, field);
      const shown = unusable ? text : `Failed on this event: ${text} ${IN_PLACE}`;
      return { field, kind: unusable ? 'fault' : 'warning', message: shown, line, column, path: null };
    }),
    ...missing.map(({ field, path, message }): Problem => {
      return { field, kind: 'warning', message, line: null, column: null, path };
    }),
  ];
}

/** Reads the faults of a refusal by field. */
export function refusedBy(error: Refused | null): readonly Problem[] {
  return (error?.fields ?? []).map(({ field, message, line = null, column = null }) => ({
    field: field.replace(/^endpoint\./, ''),
    kind: 'fault',
    message: bare(message, field),
    line,
    column,
    path: null,
  }));
}

/** Takes field and place off the start of a sentence; the editor shows both itself. */
function bare(message: string, field: string): string {
  const place = /^, line \d+, column \d+(?:: |, )/.exec(message.slice(field.length));
  if (!message.startsWith(field) || !place) return message;
  return capitalised(message.slice(field.length + place[0].length));
}
