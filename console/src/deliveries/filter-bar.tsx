import { Button, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { DeliveryFilter } from '../api/types.ts';

const STATES = [
  { value: '', label: 'Every state' },
  { value: 'failed', label: 'Failed' },
  { value: 'pending,sending', label: 'Waiting' },
  { value: 'delivered', label: 'Delivered' },
  { value: 'cancelled', label: 'Cancelled' },
];

const HOUR_MS = 3_600_000;
const SPANS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS };

type Change = (part: Readonly<Record<string, string | null>>) => void;

/** The filter, kept in the address so that a view can be sent to somebody. */
export function FilterBar({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const navigate = useNavigate();
  const change: Change = (part) => {
    const next = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== null && value !== '');
    void navigate({ to: '/deliveries', search: Object.fromEntries(next) as DeliveryFilter });
  };
  return (
    <div className="filters" role="group" aria-label="Filter">
      <Select
        data={STATES}
        value={STATES.some(({ value }) => value === filter.state) ? (filter.state ?? '') : ''}
        onChange={(state) => change({ state })}
        allowDeselect={false}
        aria-label="State"
      />
      <EndpointSelect filter={filter} change={change} />
      <SpanSelect filter={filter} change={change} />
      <Words
        label="Event type"
        name="event"
        filter={filter}
        change={change}
        placeholder="Event, such as job.*"
      />
      <Words label="Job id" name="job_id" filter={filter} change={change} placeholder="Job id" />
      <Words
        label="Text in the error"
        name="error"
        filter={filter}
        change={change}
        placeholder="Text in the error"
      />
      {Object.keys(filter).length > 0 && (
        <Button
          variant="subtle"
          style={{ justifySelf: 'start' }}
          onClick={() => void navigate({ to: '/deliveries', search: {} })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}

interface PartProps {
  readonly filter: DeliveryFilter;
  readonly change: Change;
}

function EndpointSelect({ filter, change }: PartProps): ReactElement {
  const { data = [] } = useQuery(endpointsQuery);
  const options = data.map(({ webhook_id: value, name }) => ({ value, label: name }));
  return (
    <Select
      data={options}
      value={filter.endpoint ?? null}
      onChange={(endpoint) => change({ endpoint })}
      placeholder="Every endpoint"
      clearable
      searchable
      aria-label="Endpoint"
    />
  );
}

/** A span back from now; a start that came with the address and is none of these shows as one of its own. */
function SpanSelect({ filter, change }: PartProps): ReactElement {
  const options = [
    { value: '', label: 'Any time' },
    { value: 'hour', label: 'Last hour' },
    { value: 'day', label: 'Last 24 hours' },
    { value: 'week', label: 'Last 7 days' },
  ];
  const since = filter.from
    ? [{ value: 'since', label: `Since ${new Date(filter.from).toLocaleString()}` }]
    : [];
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

/** Takes effect on Enter or when it is left, so that not each letter asks the gateway. */
function Words({ label, name, filter, change, placeholder }: WordsProps): ReactElement {
  const [text, setText] = useState(filter[name] ?? '');
  const apply = (event?: FormEvent): void => {
    event?.preventDefault();
    if (text.trim() !== (filter[name] ?? '')) change({ [name]: text.trim() });
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
