import './query.css';
import '@mantine/core/styles/Checkbox.css';
import { Button, Checkbox } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';
import { plural } from '../parts/format.ts';

export interface Selection {
  /** Ids of the chosen rows that the page shows, in its order. */
  readonly chosen: readonly string[];
  readonly isChosen: (id: string) => boolean;
  readonly toggle: (id: string) => void;
  readonly all: (on: boolean) => void;
}

/** Holds which rows of a page are chosen. Rows that leave the page are chosen no longer. */
export function useSelection(rows: readonly { readonly id: string }[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.map(({ id }) => id).filter((id) => ids.has(id));
  return {
    chosen,
    isChosen: (id) => ids.has(id),
    toggle: (id) =>
      setIds(ids.has(id) ? new Set(chosen.filter((one) => one !== id)) : new Set([...chosen, id])),
    all: (on) => setIds(new Set(on ? rows.map(({ id }) => id) : [])),
  };
}

/** The box of a row. `name` says which row it is. */
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
    <Checkbox
      size="xs"
      checked={selection.isChosen(id)}
      onChange={() => selection.toggle(id)}
      onClick={(event) => event.stopPropagation()}
      aria-label={`Select ${name}`}
    />
  );
}

/** The box of all rows of the page. */
export function AllBox({
  selection,
  rows,
}: {
  readonly selection: Selection;
  readonly rows: number;
}): ReactElement {
  const { chosen, all } = selection;
  return (
    <Checkbox
      size="xs"
      checked={rows > 0 && chosen.length === rows}
      indeterminate={chosen.length > 0 && chosen.length < rows}
      onChange={(event) => all(event.currentTarget.checked)}
      aria-label="Select all on this page"
    />
  );
}

interface BarProps {
  readonly selection: Selection;
  readonly one: string;
  readonly many: string;
  readonly children: ReactNode;
}

/** What can be done with the chosen rows; it stays in view while there are any. */
export function SelectionBar({ selection, one, many, children }: BarProps): ReactElement | null {
  const { chosen, all } = selection;
  if (chosen.length === 0) return null;
  return (
    <div className="selection" role="region" aria-label="Selected rows">
      <span className="num" aria-live="polite">
        {plural(chosen.length, one, many)} selected
      </span>
      {children}
      <Button variant="subtle" size="xs" ml="auto" onClick={() => all(false)}>
        Clear selection
      </Button>
    </div>
  );
}
