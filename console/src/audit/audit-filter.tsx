import { Button, Select, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import type { AuditFilter } from '../api/types.ts';

const HOUR_MS = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS };
const SPAN_OPTIONS = [
  { value: '', label: 'Any time' },
  { value: 'hour', label: 'Last hour' },
  { value: 'day', label: 'Last 24 hours' },
  { value: 'week', label: 'Last 7 days' },
];
const ACTIONS = [
  { value: '', label: 'All actions' },
  { value: 'endpoints.*', label: 'Endpoints' },
  { value: 'deliveries.*', label: 'Deliveries' },
  { value: 'event-types.*', label: 'Event types' },
  { value: 'keys.*', label: 'Keys' },
  { value: 'mutes.*', label: 'Mutes' },
  { value: 'incidents.*', label: 'Incidents' },
  { value: 'actions.*', label: 'Actions in messages' },
  { value: 'operations.*', label: 'Operations' },
  { value: 'views.*', label: 'Saved views' },
  { value: 'erasures.*', label: 'Erasures' },
  { value: 'console.*', label: 'Sign-ins' },
  { value: 'access.*', label: 'Refused callers' },
];

/** Edits the filter of the audit log, which is kept in the address so that views can be shared. */
export function AuditFilterBar({ filter }: { readonly filter: AuditFilter }): ReactElement {
  const navigate = useNavigate();
  const change = (part: Readonly<Record<string, string | null>>): void => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== null && value !== '');
    void navigate({ to: '/audit', search: Object.fromEntries(next) as AuditFilter });
  };
  const known = ACTIONS.some(({ value }) => value === (filter.action ?? ''));
  const action = filter.action ?? '';
  const nothing = Object.keys(filter).length === 0;
  return (
    <div className="filters" role="group" aria-label="Filter">
      <Select
        data={known ? ACTIONS : [...ACTIONS, { value: action, label: action }]}
        value={action}
        onChange={(value) => change({ action: value })}
        allowDeselect={false}
        aria-label="Action"
      />
      <Select
        data={SPAN_OPTIONS}
        value={filter.from === undefined ? '' : spanOf(filter.from)}
        onChange={(span) => change({ from: span ? startOf(span) : null, to: null })}
        placeholder="Since a time"
        allowDeselect={false}
        aria-label="Time"
      />
      <TextFilter
        key={`who ${filter.actor}`}
        label="Who"
        value={filter.actor}
        set={(actor) => change({ actor })}
      />
      <TextFilter
        key={`what ${filter.target}`}
        label="Target"
        value={filter.target}
        set={(target) => change({ target })}
      />
      <Button
        variant="subtle"
        style={{ justifySelf: 'start', ...(nothing ? { background: 'none' } : {}) }}
        data-disabled={nothing || undefined}
        aria-disabled={nothing}
        onClick={() => !nothing && void navigate({ to: '/audit', search: {} })}
      >
        Clear
      </Button>
    </div>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly set: (value: string) => void;
}

function TextFilter({ label, value = '', set }: TextFilterProps): ReactElement {
  const [text, write] = useState(value);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    set(text.trim());
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onBlur={() => text.trim() !== value && set(text.trim())}
      />
    </form>
  );
}

/** The start of a span as the address keeps it, on a whole minute. */
function startOf(span: string): string {
  return new Date(Math.floor((Date.now() - SPANS[span]!) / 60_000) * 60_000).toISOString();
}

/** The span that began at a time, within two minutes; null for any other time. */
function spanOf(from: string): string | null {
  const age = Date.now() - Date.parse(from);
  const [name = null] = Object.entries(SPANS).find(([, ms]) => age >= ms && age - ms < 120_000) ?? [];
  return name;
}
