import { useState } from 'react';
import { useKeys } from '../parts/use-keys.ts';

interface RowActions<T> {
  readonly open: (row: T) => void;
  readonly redeliver: (row: T) => void;
}

/** Where the keyboard is: at that row, wherever it moves to. */
interface Mark {
  readonly id: string;
  /** Where it stood when it was chosen: there the keyboard goes on if the row leaves the list. */
  readonly index: number;
}

/** Nothing has the focus that Enter would press. */
function onPage(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The id of the row the keyboard is at (null: none yet). Rows that come in above do not move it to another. */
export function useRowKeys<T extends { readonly id: string }>(
  rows: readonly T[],
  { open, redeliver }: RowActions<T>,
): string | null {
  const [mark, setMark] = useState<Mark | null>(null);
  const step = (by: 1 | -1): void => {
    const index = Math.min(rows.length - 1, Math.max(0, stepped(rows, mark, by)));
    const row = rows[index];
    if (row !== undefined) setMark({ id: row.id, index });
  };
  const withRow = (act: (row: T) => void) => (): void => {
    const row = rows.find(({ id }) => id === mark?.id);
    if (row !== undefined) act(row);
  };
  useKeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['Enter', () => onPage() && withRow(open)(), { preventDefault: false }],
    ['r', withRow(redeliver)],
  ]);
  return mark?.id ?? null;
}

/** The index a step leads to; from a row that is gone, to what stands in its place or before it. */
function stepped(rows: readonly { readonly id: string }[], mark: Mark | null, by: 1 | -1): number {
  if (mark === null) return 0;
  const index = rows.findIndex(({ id }) => id === mark.id);
  if (index >= 0) return index + by;
  return by === 1 ? mark.index : mark.index - 1;
}
