import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';

interface RowActions<T> {
  readonly open: (row: T) => void;
  readonly redeliver: (row: T) => void;
}

/** Nothing has the focus that Enter would press. */
function onPage(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** The row the keyboard is at (-1: none yet), and what sets it. */
export function useRowKeys<T>(
  rows: readonly T[],
  { open, redeliver }: RowActions<T>,
): readonly [number, (index: number) => void] {
  const [current, setCurrent] = useState(-1);
  const step = (by: number): void => setCurrent(Math.min(rows.length - 1, Math.max(0, current + by)));
  const withRow = (act: (row: T) => void) => (): void => {
    const row = rows[current];
    if (row !== undefined) act(row);
  };
  useHotkeys([
    ['j', () => step(1)],
    ['k', () => step(-1)],
    ['Enter', () => onPage() && withRow(open)(), { preventDefault: false }],
    ['r', withRow(redeliver)],
  ]);
  return [current, setCurrent];
}
