import { Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { eventQuery, eventsQuery, latestDeliveriesQuery, samplesQuery } from '../api/queries.ts';
import type { Endpoint, EventSummary } from '../api/types.ts';
import { moment } from '../parts/format.ts';
import { eventChoice, eventOf, sampleChoice } from './choice.ts';

const SETTLE_MS = 250;
const SAMPLES = 'Samples';

interface EventChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Endpoint whose latest events come first; undefined: no endpoint's. */
  readonly endpoint?: Pick<Endpoint, 'id' | 'webhook_id'>;
}

/** Chooses a sample, or any stored event: the gateway searches for what is typed. */
export function EventChoice({ value, onChange, endpoint }: EventChoiceProps): ReactElement {
  const { data: known } = useQuery(samplesQuery);
  const { data: own } = useQuery(eventQuery(eventOf(value)));
  const samples = (known ?? []).map(({ name, event }) => ({
    value: sampleChoice(event),
    label: name,
  }));
  const [typed, type] = useState('');
  const label = own ? labelOf(own) : samples.find((sample) => sample.value === value)?.label;
  const [words] = useDebouncedValue(typed === label ? '' : typed.trim(), SETTLE_MS);
  const { data: found = [] } = useQuery(eventsQuery(words));
  const latest = useLatest(endpoint);
  const others = found.filter(({ id }) => !latest.some(({ value: listed }) => listed === eventChoice(id)));
  const isListed = [...latest, ...others.map(itemOf)].some(({ value: listed }) => listed === value);
  const stored = own && !isListed ? [own, ...others] : others;
  return (
    <Select
      size="xs"
      w={{ base: 230, sm: 340 }}
      data={[
        { group: SAMPLES, items: samples },
        ...(latest.length > 0 ? [{ group: 'Latest of this endpoint', items: [...latest] }] : []),
        { group: 'Stored events', items: stored.map(itemOf) },
      ]}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      // The choices would overwrite what is typed before they are there.
      disabled={known === undefined}
      searchable
      comboboxProps={{ withinPortal: false }}
      onSearchChange={type}
      filter={samplesOnly}
      nothingFoundMessage="No sample or stored event with this type, job or ID."
      aria-label="Event to preview"
      title="Event type, job ID or event ID"
    />
  );
}

/** Lists the events of an endpoint's latest deliveries, each once. */
function useLatest(endpoint: EventChoiceProps['endpoint']): readonly ComboboxItem[] {
  const name = endpoint?.webhook_id ?? '';
  const { data } = useQuery({ ...latestDeliveriesQuery(name), enabled: name !== '' });
  const events = (data?.items ?? []).map(({ event_id: id, event: type, job_id, created_at }) => ({
    id,
    type,
    job_id,
    accepted_at: created_at,
  }));
  return [...new Map(events.map((event) => [event.id, itemOf(event)])).values()];
}

/** Filters the samples only: the gateway has filtered the stored events. */
const samplesOnly: OptionsFilter = ({ options, search }) => {
  const words = search.trim().toLowerCase();
  return options.map((group) =>
    'items' in group && group.group === SAMPLES
      ? { ...group, items: group.items.filter((item) => labelIn(item).includes(words)) }
      : group,
  );
};

const labelIn = (item: unknown): string => (item as ComboboxItem).label.toLowerCase();

type Listed = Pick<EventSummary, 'id' | 'type' | 'job_id' | 'accepted_at'>;

const itemOf = (event: Listed): { value: string; label: string } => ({
  value: eventChoice(event.id),
  label: labelOf(event),
});

function labelOf({ id, type, job_id: job, accepted_at: at }: Listed): string {
  return `${type}, ${job ?? id}, ${moment(at)}`;
}
