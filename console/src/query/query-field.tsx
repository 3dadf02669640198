import './query.css';
import { CloseButton, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { queryFieldsQuery } from '../api/queries.ts';
import { ApiError } from '../api/request.ts';
import type { ViewPage } from '../api/types.ts';
import { completeQuery, NO_QUERY_WORDS, type QuerySuggestion } from './complete-query.ts';
import { Options } from './options.tsx';
import { Words } from '../parts/words.tsx';

interface FieldProps {
  readonly page: ViewPage;
  readonly query: string;
  /** Called with the query that a person has finished. */
  readonly onApply: (query: string) => void;
  /** Error of the list that the query is for. */
  readonly error: Error | null;
}

/** The field of a query. Words are suggested as a person writes; Enter applies the query. */
export function QueryField({ page, query, onApply, error }: FieldProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const field = useQueryInput({ page, query, onApply }, input);
  const { id, items, picked } = field;
  return (
    <div className="query-box">
      <TextInput
        ref={input}
        value={field.text}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={items.length > 0 ? id : undefined}
        aria-activedescendant={picked >= 0 ? `${id}-${picked}` : undefined}
        aria-autocomplete="list"
        aria-label={`Query of ${page}`}
        placeholder="type:job.failed data.parameters.country:fr last:2h"
        autoComplete="off"
        spellCheck={false}
        maxLength={1_000}
        leftSection={<IconFilter size={15} />}
        rightSection={
          field.text === '' ? null : (
            <CloseButton size="sm" aria-label="Clear the query" onClick={() => field.apply('')} />
          )
        }
        error={error && faultOf(error)}
        onChange={(event) => field.write(event.currentTarget.value, event.currentTarget.selectionStart)}
        onFocus={field.look}
        onClick={field.look}
        onBlur={field.close}
        onKeyDown={field.onKeyDown}
      />
      {items.length > 0 && (
        <Options id={id} label="Suggestions" picked={picked} onPick={(index) => field.accept(items[index]!)}>
          {items.map(({ label, detail }) => ({
            key: label,
            node: (
              <>
                <span className="option-name">{label}</span>
                <span className="option-detail">
                  <Words text={detail} />
                </span>
              </>
            ),
          }))}
        </Options>
      )}
    </div>
  );
}

/** Holds what is written, and the suggestions at the caret while the field has the focus. */
function useQueryInput(
  { page, query, onApply }: Omit<FieldProps, 'error'>,
  input: { readonly current: HTMLInputElement | null },
) {
  const { data: words = NO_QUERY_WORDS } = useQuery(queryFieldsQuery(page));
  const id = useId();
  const [text, setText] = useState(query);
  const [shown, setShown] = useState(query);
  const [caret, setCaret] = useState<number | null>(null);
  const [picked, pick] = useState(-1);
  // The query was changed elsewhere: by a view, a bar of the chart, or by going back.
  if (shown !== query) {
    setShown(query);
    setText(query);
  }
  const found = caret === null ? null : completeQuery(text, caret, words);
  const items = found?.items ?? [];
  const write = (next: string, at: number | null): void => {
    setText(next);
    setCaret(at);
    pick(-1);
  };
  const close = (): void => write(text, null);
  const look = (): void => write(text, input.current?.selectionStart ?? text.length);
  const accept = ({ insert }: QuerySuggestion): void => {
    if (!found) return;
    const at = found.from + insert.length;
    write(text.slice(0, found.from) + insert + text.slice(found.to).trimStart(), at);
    requestAnimationFrame(() => input.current?.setSelectionRange(at, at));
  };
  const apply = (next: string): void => {
    write(next, null);
    onApply(next.trim());
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    const [chosen, step] = [items[picked], STEPS[key]];
    if (key === 'Enter' && chosen === undefined) apply(text);
    else if (chosen !== undefined && (key === 'Enter' || (key === 'Tab' && !event.shiftKey))) accept(chosen);
    else if (step !== undefined && items.length === 0) look();
    else if (step !== undefined) pick(stepped(picked, step, items.length));
    else if (key === 'Escape' && caret !== null) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return { id, text, items, picked, write, close, look, accept, apply, onKeyDown };
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** The index after a step; from none, the first or the last one, and from the ends around. */
function stepped(picked: number, step: 1 | -1, items: number): number {
  if (step === 1) return picked >= items - 1 ? 0 : picked + 1;
  return picked <= 0 ? items - 1 : picked - 1;
}

/** The sentences about the query in a refusal; null where the error is another one. */
export function faultOf(error: Error): string | null {
  const faults = error instanceof ApiError ? error.fields.filter(({ field }) => field === 'q') : [];
  return faults.length === 0
    ? null
    : faults.map(({ message }) => message.replace(/^q, column (\d+):/, 'At character $1:')).join(' ');
}
