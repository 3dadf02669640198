import { Button, Group, Select, TextInput, VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { DeliveryFilter } from '../api/types.ts';
import { moment } from '../parts/format.ts';
import { endpointOptions, stateOptions, partsWithoutField } from './filter-words.ts';

const HOUR_MS = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS };

type Change = (part: Readonly<Record<string, string | null>>) => void;

/** Edits the filter, which is kept in the address so that views can be shared. */
export function FilterBar({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const navigate = useNavigate();
  const change: Change = (part) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== null && value !== '');
    void navigate({ to: '/deliveries', search: Object.fromEntries(next) as DeliveryFilter });
  };
  const states = stateOptions(filter.state);
  const nothing = Object.keys(filter).length === 0;
  return (
    <div className="filters" role="group" aria-label="Filter">
      <Select
        data={[...states.options]}
        value={states.value}
        onChange={(state) => change({ state })}
        allowDeselect={false}
        aria-label="State"
      />
      <EndpointSelect filter={filter} change={change} />
      <SpanSelect filter={filter} change={change} />
      <TextFilter
        label="Event type"
        name="event"
        filter={filter}
        change={change}
        placeholder="Event type, e.g. job.*"
      />
      <TextFilter label="Job ID" name="job_id" filter={filter} change={change} placeholder="Job ID" />
      <TextFilter label="Error text" name="error" filter={filter} change={change} placeholder="Error text" />
      {/* Always there, and never out of reach: it would take the focus away with it, and move what stands below. */}
      <Button
        variant="subtle"
        style={{ justifySelf: 'start', ...(nothing ? { background: 'none' } : {}) }}
        data-disabled={nothing || undefined}
        aria-disabled={nothing}
        onClick={() => !nothing && void navigate({ to: '/deliveries', search: {} })}
      >
        Clear
      </Button>
      <PartsWithoutField filter={filter} change={change} />
    </div>
  );
}

interface PartProps {
  readonly filter: DeliveryFilter;
  readonly change: Change;
}

/** Shows the parts of a filter that have no field; links set them. */
function PartsWithoutField({ filter, change }: PartProps): ReactElement | null {
  const parts = partsWithoutField(filter);
  if (parts.length === 0) return null;
  return (
    <Group gap={8} style={{ gridColumn: '1 / -1' }}>
      {parts.map(({ name, words }) => (
        <Button
          key={name}
          variant="default"
          size="compact-sm"
          maw="100%"
          title={words}
          rightSection={<IconX size={13} />}
          onClick={() => change({ [name]: null })}
        >
          {words}
          <VisuallyHidden>, remove</VisuallyHidden>
        </Button>
      ))}
    </Group>
  );
}

function EndpointSelect({ filter, change }: PartProps): ReactElement {
  const { data = [] } = useQuery(endpointsQuery);
  const known = data.map(({ webhook_id: value, name }) => ({ value, label: name }));
  return (
    <Select
      data={[...endpointOptions(known, filter.endpoint)]}
      value={filter.endpoint ?? null}
      onChange={(endpoint) => change({ endpoint })}
      placeholder="All endpoints"
      clearable
      searchable
      aria-label="Endpoint"
    />
  );
}

/** Selects a time span back from now; any other start in the address is shown as an option of its own. */
function SpanSelect({ filter, change }: PartProps): ReactElement {
  const options = [
    { value: '', label: 'Any time' },
    { value: 'hour', label: 'Last hour' },
    { value: 'day', label: 'Last 24 hours' },
    { value: 'week', label: 'Last 7 days' },
  ];
  const since = filter.from ? [{ value: 'since', label: `Since ${moment(filter.from)}` }] : [];
  const choose = (span: string | null): void => {
    if (span === 'since') return;
    const ms = SPANS[span ?? ''];
    change({ from: ms === undefined ? null : new Date(Date.now() - ms).toISOString(), to: null });
  };
  return (
    <Select
      data={[...options, ...since]}
      value={filter.from ? 'since' : ''}
      onChange={choose}
      allowDeselect={false}
      aria-label="Time"
    />
  );
}

interface WordsProps extends PartProps {
  readonly label: string;
  readonly name: 'event' | 'job_id' | 'error';
  readonly placeholder: string;
}

/** A text field that applies on Enter or blur, so that not every letter sends a query. */
function TextFilter({ label, name, filter, change, placeholder }: WordsProps): ReactElement {
  const asked = filter[name] ?? '';
  const [text, setText] = useState(asked);
  const [shown, setShown] = useState(asked);
  // The filter was changed elsewhere: by a link, by going back, or by “Clear”.
  if (shown !== asked) {
    setShown(asked);
    setText(asked);
  }
  const apply = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() !== asked) change({ [name]: text.trim() });
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
