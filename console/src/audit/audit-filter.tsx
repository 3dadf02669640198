import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { AuditFilter } from '../api/types.ts';
import { changed, ClearFilter, SpanFilter, TextFilter } from '../parts/filter-fields.tsx';

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
  const change = (part: Readonly<Record<string, string | null>>): void =>
    void navigate({ to: '/audit', search: changed(filter, part) });
  const action = filter.action ?? '';
  const known = ACTIONS.some(({ value }) => value === action);
  return (
    <div className="filters" role="group" aria-label="Filter">
      <Select
        data={known ? ACTIONS : [...ACTIONS, { value: action, label: action }]}
        value={action}
        onChange={(value) => change({ action: value })}
        allowDeselect={false}
        aria-label="Action"
      />
      <SpanFilter from={filter.from} set={(from) => change({ from, to: null })} />
      <TextFilter label="Who" value={filter.actor} set={(actor) => change({ actor })} />
      <TextFilter label="Target" value={filter.target} set={(target) => change({ target })} />
      <ClearFilter filter={filter} clear={() => void navigate({ to: '/audit', search: {} })} />
    </div>
  );
}
