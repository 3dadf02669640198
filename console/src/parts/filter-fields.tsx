import { Button, Select, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactElement } from 'react';
import { moment } from './format.ts';

const HOUR_MS = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS };
const SINCE = 'since';

interface SpanProps {
  /** Start of the time range, ISO 8601; absent: any time. */
  readonly from: string | undefined;
  readonly set: (from: string | null) => void;
}

/** Selects a time span back from now; the start in the address is shown as an option of its own. */
export function SpanFilter({ from, set }: SpanProps): ReactElement {
  const since = from === undefined ? [] : [{ value: SINCE, label: `Since ${moment(from)}` }];
  const choose = (span: string | null): void => {
    if (span === SINCE) return;
    const ms = SPANS[span ?? ''];
    set(ms === undefined ? null : new Date(Date.now() - ms).toISOString());
  };
  return (
    <Select
      data={[
        { value: '', label: 'Any time' },
        { value: 'hour', label: 'Last hour' },
        { value: 'day', label: 'Last 24 hours' },
        { value: 'week', label: 'Last 7 days' },
        ...since,
      ]}
      value={from === undefined ? '' : SINCE}
      onChange={choose}
      allowDeselect={false}
      aria-label="Time"
    />
  );
}

interface TextProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string | undefined;
  readonly set: (value: string) => void;
}

/** A text field that applies on Enter or blur, so that not every letter sends a query. */
export function TextFilter({ label, placeholder = label, value = '', set }: TextProps): ReactElement {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  // The filter was changed elsewhere: by a link, by going back, or by “Clear”.
  if (shown !== value) {
    setShown(value);
    setText(value);
  }
  const apply = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() !== value) set(text.trim());
  };
  return (
    <form onSubmit={apply}>
      <TextInput
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => apply()}
        placeholder={placeholder}
        aria-label={label}
      />
    </form>
  );
}

interface ClearProps {
  /** The filter; without a part there is nothing to clear. */
  readonly filter: object;
  readonly clear: () => void;
}

/** Clears the filter. It is always there and never out of reach: it would take the focus away with it, and move what stands below. */
export function ClearFilter({ filter, clear }: ClearProps): ReactElement {
  const nothing = Object.keys(filter).length === 0;
  return (
    <Button
      variant="subtle"
      style={{ justifySelf: 'start', ...(nothing ? { background: 'none' } : {}) }}
      data-disabled={nothing || undefined}
      aria-disabled={nothing}
      onClick={() => !nothing && clear()}
    >
      Clear
    </Button>
  );
}

/** Changes parts of a filter; null and an empty text take a part away. */
export function changed<Filter extends object>(
  filter: Filter,
  part: Readonly<Record<string, string | null>>,
): Filter {
  const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(next) as Filter;
}
