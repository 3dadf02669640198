import './query.css';
import { Button } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { count, plural } from '../parts/format.ts';

interface Listed {
  readonly id: string;
}

export interface Selection<Row extends Listed = Listed> {
  /** The chosen rows: those of the page in its order, then those that have left it. */
  readonly chosen: readonly Row[];
  /** Chosen rows that the page does not show any more. */
  readonly gone: number;
  readonly isChosen: (id: string) => boolean;
  /** @param range the rows between this one and the one before are chosen, too */
  readonly toggle: (id: string, range: boolean) => void;
  readonly all: (on: boolean) => void;
}

/** Holds which rows of a page are chosen. They stay chosen as newer rows, or what is done to them, take them off the page. */
export function useSelection<Row extends Listed>(rows: readonly Row[]): Selection<Row> {
  const [kept, keep] = useState<ReadonlyMap<string, Row>>(new Map());
  const [last, setLast] = useState<string | null>(null);
  const listed = rows.filter(({ id }) => kept.has(id));
  const gone = [...kept.values()].filter(({ id }) => !rows.some((row) => row.id === id));
  const toggle = (id: string, range: boolean): void => {
    const [from, to] = [last, id].map((one) => rows.findIndex((row) => row.id === one));
    const isRange = range && from !== -1;
    const those = isRange ? rows.slice(Math.min(from!, to!), Math.max(from!, to!) + 1) : [rows[to!]!];
    const next = new Map(kept);
    for (const row of those) {
      if (kept.has(id)) next.delete(row.id);
      else next.set(row.id, row);
    }
    setLast(id);
    keep(next);
  };
  return {
    chosen: [...listed, ...gone],
    gone: gone.length,
    isChosen: (id) => kept.has(id),
    toggle,
    all: (on) => keep(new Map(on ? [...gone, ...rows].map((row) => [row.id, row]) : [])),
  };
}

/** The box of a row. `name` says which row it is. A list has fifty: boxes of Mantine took a quarter of its script time. */
export function RowBox({
  selection,
  id,
  name,
}: {
  readonly selection: Selection;
  readonly id: string;
  readonly name: string;
}): ReactElement {
  return (
    <input
      type="checkbox"
      className="row-box"
      checked={selection.isChosen(id)}
      onChange={({ nativeEvent }) =>
        selection.toggle(id, 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true)
      }
      onClick={(event) => event.stopPropagation()}
      aria-label={`Select ${name}`}
    />
  );
}

/** The box of all rows of the page. */
function AllBox({ selection, rows }: { readonly selection: Selection; readonly rows: number }): ReactElement {
  const { chosen, gone, all } = selection;
  const listed = chosen.length - gone;
  return (
    <input
      type="checkbox"
      className="row-box"
      ref={(box) => {
        if (box) box.indeterminate = listed > 0 && listed < rows;
      }}
      checked={rows > 0 && listed === rows}
      onChange={(event) => all(event.currentTarget.checked)}
      aria-label="Select all on this page"
    />
  );
}

interface TableProps {
  readonly selection: Selection;
  /** Number of rows. */
  readonly rows: number;
  /** Shown in the place of the table where it has no rows. */
  readonly empty: ReactNode;
  /** The heads of the columns behind that of the boxes. */
  readonly heads: ReactNode;
  readonly children: ReactNode;
}

/** A table whose rows can be chosen, each with a {@link RowBox}; on a phone, its rows are cards. */
export function SelectionTable({ selection, rows, empty, heads, children }: TableProps): ReactNode {
  if (rows === 0) return empty;
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="rows rows-cards rows-fixed">
        <thead>
          <tr>
            <th style={{ width: 42 }}>
              <AllBox selection={selection} rows={rows} />
            </th>
            {heads}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

interface BarProps {
  readonly selection: Selection;
  readonly one: string;
  readonly many: string;
  readonly children: ReactNode;
}

/** Bar of the actions on the chosen rows; it stays in view while there are any. */
export function SelectionBar({ selection, one, many, children }: BarProps): ReactElement | null {
  const { chosen, gone, all } = selection;
  if (chosen.length === 0) return null;
  return (
    <div className="selection" role="region" aria-label="Selected rows">
      <span className="num" aria-live="polite">
        {plural(chosen.length, one, many)} selected
        {gone > 0 && `, ${count(gone)} not in this list any more`}
      </span>
      {children}
      <Button variant="subtle" size="xs" ml="auto" onClick={() => all(false)}>
        Clear selection
      </Button>
    </div>
  );
}
