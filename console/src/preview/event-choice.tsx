import { Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { adaptersQuery, eventQuery, eventsQuery } from '../api/queries.ts';
import type { EventSummary } from '../api/types.ts';
import { eventChoice, eventOf, sampleChoice } from './choice.ts';

const SETTLE_MS = 250;
const SAMPLES = 'Samples';

interface EventChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Chooses a sample, or any stored event: the gateway searches for what is typed. */
export function EventChoice({ value, onChange }: EventChoiceProps): ReactElement {
  const { data: adapters } = useQuery(adaptersQuery);
  const { data: own } = useQuery(eventQuery(eventOf(value)));
  const samples = (adapters?.[0]?.samples ?? []).map(({ name, event }) => ({
    value: sampleChoice(event),
    label: name,
  }));
  const [typed, type] = useState('');
  const label = own ? labelOf(own) : samples.find((sample) => sample.value === value)?.label;
  const [words] = useDebouncedValue(typed === label ? '' : typed.trim(), SETTLE_MS);
  const { data: found = [] } = useQuery(eventsQuery(words));
  const stored = own && !found.some(({ id }) => id === own.id) ? [own, ...found] : found;
  return (
    <Select
      size="xs"
      w={{ base: 230, sm: 340 }}
      data={[
        { group: SAMPLES, items: samples },
        { group: 'Stored events', items: stored.map(itemOf) },
      ]}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
      allowDeselect={false}
      // The choices would overwrite what is typed before they are there.
      disabled={adapters === undefined}
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

const itemOf = (event: EventSummary): { value: string; label: string } => ({
  value: eventChoice(event.id),
  label: labelOf(event),
});

function labelOf({ id, type, job_id: job, accepted_at: at }: EventSummary): string {
  const when = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return `${type}, ${job ?? id}, ${when}`;
}
