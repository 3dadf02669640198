import { useLayoutEffect, useRef, type ReactElement } from 'react';
import type { Completion, Suggestion } from './completion.ts';

interface SuggestionsProps extends Pick<Completion, 'kind' | 'items'> {
  readonly id: string;
  readonly picked: number;
  /** The text area that the list belongs to. */
  readonly area: { readonly current: HTMLTextAreaElement | null };
  readonly onPick: (item: Suggestion) => void;
}

const LABELS: Readonly<Record<Completion['kind'], string>> = {
  paths: 'Values',
  filters: 'Filters',
  tags: 'Tags',
};

/** Width of the list, px. */
const WIDTH = 340;

/** Lists the suggestions below the caret. The focus stays in the text area, which names the picked one. */
export function Suggestions({ id, kind, items, picked, area, onPick }: SuggestionsProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  // After every rendering, because the caret moves with the text.
  useLayoutEffect(() => place(list.current, area.current?.parentElement));
  useLayoutEffect(() => {
    list.current?.children[picked]?.scrollIntoView({ block: 'nearest' });
  }, [picked]);
  return (
    <div ref={list} id={id} role="listbox" aria-label={LABELS[kind]} className="suggestions">
      {items.map((item, index) => (
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the text area handles the keys
        <div
          key={item.name}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === picked}
          // Before the text area loses the focus, which would close the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(item);
          }}
        >
          <span className="suggestion-name">{item.name}</span>
          <span className="suggestion-detail">{item.detail}</span>
        </div>
      ))}
    </div>
  );
}

/** Puts the list below the caret, within the width of its box. */
function place(list: HTMLElement | null, box: HTMLElement | null | undefined): void {
  const caret = box?.querySelector<HTMLElement>('[data-caret]');
  if (!list || !box || !caret) return;
  const room = Math.max(0, box.clientWidth - WIDTH);
  list.style.left = `${Math.min(caret.offsetLeft, room)}px`;
  list.style.top = `${caret.offsetTop + 22}px`;
}
