import { useEffect, useRef, type ReactElement } from 'react';
import type { Item } from './palette-item.ts';

interface ListProps {
  readonly id: string;
  readonly items: readonly Item[];
  readonly picked: number;
  readonly onPick: (index: number) => void;
  readonly onChoose: (item: Item) => void;
}

/** Shows the line below the label: why the person may not choose the line, or what it is about. */
function Detail({ item: { refusal, detail } }: { readonly item: Item }): ReactElement | null {
  const text = refusal ?? detail;
  return text === undefined ? null : <bdi className="palette-detail">{text}</bdi>;
}

/** The lines of the palette below the headings of their groups. The focus stays in the field. */
export function PaletteList({ id, items, picked, onPick, onChoose }: ListProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  // After every rendering, because the lines change with the text.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  const groups = [...new Set(items.map(({ group }) => group))].map(
    (group) => [group, items.filter((item) => item.group === group)] as const,
  );
  return (
    <div ref={list} id={id} role="listbox" aria-label="Results" className="palette-list">
      {groups.map(([group, ofGroup]) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} className="palette-group" role="presentation">
            {group}
          </div>
          {ofGroup.map((item) => {
            const index = items.indexOf(item);
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
              <div
                key={item.key}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === picked}
                aria-disabled={item.refusal !== undefined || undefined}
                onMouseMove={() => index !== picked && onPick(index)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => item.refusal === undefined && onChoose(item)}
              >
                <bdi>{item.label}</bdi>
                <Detail item={item} />
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
