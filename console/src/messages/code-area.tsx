import './code-area.css';
import { useId, useRef, useState, type ChangeEvent, type KeyboardEvent, type ReactElement } from 'react';
import { completionAt, type Suggestion, type Words } from './completion.ts';
import { linesOf, piecesOf, syntaxMarks, type Mark, type Piece } from './marks.ts';
import { Suggestions } from './suggestions.tsx';
import { insertAt } from './insert-text.ts';

export interface CodeAreaProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly words: Words;
  /** Faults and warnings; outputs and tags are marked by the area itself. */
  readonly marks: readonly Mark[];
  readonly describedBy?: string | undefined;
  readonly invalid?: boolean;
  readonly placeholder?: string;
  readonly maxLength?: number | undefined;
  /** Whether the text is JSON, whose texts are templates. Its lines are numbered. */
  readonly json?: boolean;
}

/**
 * A text area that underlines faults at their place and completes paths, filters and tags. A copy of the text lies behind
 * it, which carries the marks and gives the area its height.
 */
export function CodeArea({
  value,
  marks,
  json = false,
  placeholder = '',
  ...props
}: CodeAreaProps): ReactElement {
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useSuggestions({ ...props, json }, value, area);
  const drawn = value === '' ? placeholder : value;
  const pieces = piecesOf(drawn, value === '' ? [] : [...syntaxMarks(value), ...marks], list.caret);
  return (
    <div className="code-area" data-numbered={json || undefined} data-invalid={props.invalid || undefined}>
      <div className="code-copy" aria-hidden>
        {linesOf(pieces).map((line, index) => (
          <Line key={index} pieces={line} />
        ))}
      </div>
      <textarea
        ref={area}
        id={props.id}
        value={value}
        placeholder={placeholder}
        maxLength={props.maxLength}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        aria-invalid={props.invalid || undefined}
        aria-describedby={props.describedBy}
        aria-autocomplete="list"
        aria-controls={list.items.length > 0 ? list.id : undefined}
        aria-activedescendant={list.items.length > 0 ? `${list.id}-${list.picked}` : undefined}
        onChange={list.onChange}
        onKeyDown={list.onKeyDown}
        onBlur={list.close}
        onClick={list.close}
      />
      {list.items.length > 0 && (
        <Suggestions
          id={list.id}
          kind={list.kind}
          items={list.items}
          picked={list.picked}
          area={area}
          onPick={list.accept}
        />
      )}
    </div>
  );
}

function Line({ pieces }: { readonly pieces: readonly Piece[] }): ReactElement {
  return (
    <div className="code-line">
      {pieces.map(({ text, kinds, caret }, index) => (
        <span
          key={index}
          className={kinds.map((kind) => `code-${kind}`).join(' ')}
          data-caret={caret || undefined}
        >
          {text}
        </span>
      ))}
      {/* An empty line is as high as any other. */}
      {'\u200b'}
    </div>
  );
}

type Area = { readonly current: HTMLTextAreaElement | null };

/** Holds the list of suggestions: open at a caret while a person writes within an output or tag, or after Ctrl+Space. */
function useSuggestions(
  { onChange, words, json = false }: Pick<CodeAreaProps, 'onChange' | 'words' | 'json'>,
  value: string,
  area: Area,
) {
  const id = useId();
  const [open, setOpen] = useState<{ readonly caret: number; readonly outside: boolean } | null>(null);
  const [picked, pick] = useState(0);
  const accepting = useRef(false);
  const found = open && completionAt({ text: value, json, ...open }, words);
  const items = found?.items ?? [];
  const close = (): void => setOpen(null);
  const openAt = (caret: number, outside: boolean): void => {
    pick(0);
    setOpen({ caret, outside });
  };
  const accept = ({ insert }: Suggestion): void => {
    if (!found || !open || !area.current) return;
    accepting.current = true;
    insertAt(area.current, { from: found.from, to: open.caret, text: insert });
    accepting.current = false;
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const caret = area.current?.selectionStart ?? 0;
    if (event.ctrlKey && event.key === ' ') {
      event.preventDefault();
      openAt(caret, true);
    } else if (items.length > 0 && keys(event, items, picked, { pick, accept, close }))
      event.preventDefault();
  };
  return {
    id,
    items,
    kind: found?.kind ?? 'paths',
    picked,
    caret: items.length > 0 ? open!.caret : null,
    close,
    accept,
    onKeyDown,
    onChange: (event: ChangeEvent<HTMLTextAreaElement>): void => {
      onChange(event.target.value);
      if (!accepting.current) openAt(event.target.selectionStart, false);
    },
  };
}

interface Actions {
  readonly pick: (index: number) => void;
  readonly accept: (item: Suggestion) => void;
  readonly close: () => void;
}

/** Does what a key means for an open list; false where it means nothing. */
function keys(
  { key }: KeyboardEvent,
  items: readonly Suggestion[],
  picked: number,
  { pick, accept, close }: Actions,
): boolean {
  if (key === 'ArrowDown') pick((picked + 1) % items.length);
  else if (key === 'ArrowUp') pick((picked + items.length - 1) % items.length);
  else if (key === 'Enter' || key === 'Tab') accept(items[picked]!);
  else if (key === 'Escape') close();
  else {
    if (['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(key)) close();
    return false;
  }
  return true;
}
