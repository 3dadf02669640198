import { Button, Group, Select, VisuallyHidden } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { endpointsQuery } from '../api/queries.ts';
import type { DeliveryFilter } from '../api/types.ts';
import { changed, ClearFilter, SpanFilter, TextFilter } from '../parts/filter-fields.tsx';
import { endpointOptions, stateOptions, partsWithoutField } from './filter-words.ts';

type Change = (part: Readonly<Record<string, string | null>>) => void;

/** Edits the filter, which is kept in the address so that views can be shared. */
export function FilterBar({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const navigate = useNavigate();
  const change: Change = (part) => void navigate({ to: '/deliveries', search: changed(filter, part) });
  const states = stateOptions(filter.state);
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
      <SpanFilter from={filter.from} set={(from) => change({ from, to: null })} />
      <TextFilter
        label="Event type"
        placeholder="Type, e.g. job.*"
        value={filter.event}
        set={(event) => change({ event })}
      />
      <TextFilter label="Job ID" value={filter.job_id} set={(job) => change({ job_id: job })} />
      <TextFilter label="Error text" value={filter.error} set={(error) => change({ error })} />
      <ClearFilter filter={filter} clear={() => void navigate({ to: '/deliveries', search: {} })} />
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
      data={[{ value: '', label: 'All endpoints' }, ...endpointOptions(known, filter.endpoint)]}
      value={filter.endpoint ?? ''}
      onChange={(endpoint) => change({ endpoint })}
      allowDeselect={false}
      searchable
      aria-label="Endpoint"
    />
  );
}
