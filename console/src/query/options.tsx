import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';

interface OptionsProps {
  readonly id: string;
  readonly label: string;
  /** Index of the option that Enter takes; -1: none. */
  readonly picked: number;
  readonly onPick: (index: number) => void;
  readonly children: readonly { readonly key: string; readonly node: ReactNode }[];
}

/** The list of a combobox. The focus stays in its field, which names the picked option. */
export function Options({ id, label, picked, onPick, children }: OptionsProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  // After every rendering, because the options change with the text.
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  return (
    <div ref={list} id={id} role="listbox" aria-label={label} className="options">
      {children.map(({ key, node }, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the field handles the keys
        <div
          key={key}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === picked}
          // Before the field loses the focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(index);
          }}
        >
          {node}
        </div>
      ))}
    </div>
  );
}
