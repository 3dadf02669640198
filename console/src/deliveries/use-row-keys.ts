import { useState } from 'react';
import { useKeys } from '../parts/use-keys.ts';

interface RowActions<T> {
  readonly open: (row: T) => void;
  readonly choose: (row: T) => void;
  readonly redeliver?: (row: T) => void;
}

/** The row selected by keyboard, wherever it moves in the list. */
interface Mark {
  readonly id: string;
  /** Index of the row when it was selected: the selection continues there when the row leaves the list. */
  readonly index: number;
}

/** Tells whether no element has the focus that Enter would activate. */
function onPage(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** Returns the id of the row selected by keyboard; null: none. Rows inserted above do not change the selection. */
export function useRowKeys<T extends { readonly id: string }>(
  rows: readonly T[],
  { open, choose, redeliver }: RowActions<T>,
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
    ['x', withRow(choose)],
    ['r', withRow(redeliver ?? (() => undefined))],
  ]);
  return mark?.id ?? null;
}

/** Returns the index after a step; from a removed row, that of its successor or predecessor. */
function stepped(rows: readonly { readonly id: string }[], mark: Mark | null, by: 1 | -1): number {
  if (mark === null) return 0;
  const index = rows.findIndex(({ id }) => id === mark.id);
  if (index >= 0) return index + by;
  return by === 1 ? mark.index : mark.index - 1;
}
