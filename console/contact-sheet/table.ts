import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DETAILS, type Detail, type Named } from './messages.ts';

/** Lines of a message, as they were counted at one width. */
export interface Counted {
  readonly adapter: string;
  readonly type: string;
  readonly detail: Detail;
  readonly width: number;
  readonly lines: number;
}

/** Lines of the former layout by adapter, type and width, counted once off its own drawings. */
type Before = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

const BEFORE = JSON.parse(readFileSync(join(import.meta.dirname, 'before.json'), 'utf8')) as Before;
/** The events that channels get most. */
export const USUAL = ['job.completed', 'job.failed', 'webhook.endpoint_failing'];

/** Writes the lines of the usual messages, before and after, as a table of Markdown. */
export function lineTable(
  counted: readonly Counted[],
  adapters: readonly Named[],
  widths: readonly number[],
): string {
  const head = ['target', 'event', 'width', 'before', ...DETAILS];
  const rows = adapters.flatMap(({ type: adapter, label }) =>
    USUAL.flatMap((type) =>
      widths.map((width) => {
        const after = DETAILS.map((detail) => linesIn(counted, { adapter, type, detail, width }) ?? '');
        return [label, `\`${type}\``, `${width} px`, BEFORE[adapter]?.[type]?.[width] ?? '–', ...after];
      }),
    ),
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function linesIn(counted: readonly Counted[], wanted: Omit<Counted, 'lines'>): number | undefined {
  return counted.find(
    ({ adapter, type, detail, width }) =>
      adapter === wanted.adapter &&
      type === wanted.type &&
      detail === wanted.detail &&
      width === wanted.width,
  )?.lines;
}
