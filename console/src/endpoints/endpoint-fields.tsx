import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Accordion.css';
import { Accordion, Group, JsonInput, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { adaptersQuery } from '../api/queries.ts';
import { useAdapter } from '../api/use-adapter.ts';
import type { FormValues } from './form-values.ts';
import { FilterCheck } from './filter-check.tsx';
import { HeaderFields } from './header-fields.tsx';
import { RateField } from './rate-field.tsx';
import { RetryFields } from './retry-fields.tsx';

export interface FieldsProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly adapter: string;
}

/** Which events the endpoint receives. */
export function EventFields({ form }: Pick<FieldsProps, 'form'>): ReactElement {
  const { data: adapters = [] } = useQuery(adaptersQuery);
  const types = new Set(adapters.flatMap(({ samples }) => samples.map(({ event }) => event)));
  return (
    <Stack>
      <TagsInput
        label="Events"
        description="Event types or patterns (job.*, *). Press Enter to add."
        data={['*', 'job.*', ...types]}
        splitChars={[',', ' ']}
        clearable
        clearButtonProps={{ 'aria-label': 'Remove all events' }}
        {...form.getInputProps('events')}
      />
      <JsonInput
        label="Filter"
        description={
          'Only events that match, e.g. {"data.parameters.country": "us"} or {"data.retry_count": {"$gt": 0}}. Leave blank for all events.'
        }
        autosize
        minRows={2}
        maxRows={10}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('filter')}
      />
      <FilterCheck filter={form.values.filter} events={form.values.events} />
    </Stack>
  );
}

/** The delivery policy; most endpoints keep the defaults. */
export function PolicyFields({ form, adapter }: FieldsProps): ReactElement {
  const signed = useAdapter(adapter)?.signed === true;
  return (
    <Stack>
      <RetryFields form={form} />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Amount
          form={form}
          name="timeout_ms"
          label="Timeout per attempt (ms)"
          description="Without a response by then, the attempt fails"
        />
        <Amount form={form} name="concurrency" label="Concurrency" description="Max parallel requests" />
      </Group>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <RateField form={form} />
        <Select
          label="Ordering"
          description="Of deliveries of one job"
          data={[
            { value: 'none', label: 'None' },
            { value: 'job', label: 'Per job (FIFO)' },
          ]}
          placeholder="as configured"
          clearable
          clearButtonProps={{ 'aria-label': 'Ordering as configured' }}
          {...form.getInputProps('ordering')}
          value={form.values.ordering || null}
          onChange={(next) => form.setFieldValue('ordering', (next ?? '') as FormValues['ordering'])}
        />
      </Group>
      {signed && <HeaderFields form={form} />}
    </Stack>
  );
}

interface AmountProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly name: 'timeout_ms' | 'concurrency';
  readonly label: string;
  readonly description: string;
}

function Amount({ form, name, label, description }: AmountProps): ReactElement {
  return (
    <NumberInput
      label={label}
      description={description}
      placeholder="as configured"
      min={0}
      allowNegative={false}
      thousandSeparator=","
      hideControls
      {...form.getInputProps(name)}
    />
  );
}

export function NameField({ form }: Pick<FieldsProps, 'form'>): ReactElement {
  return (
    <TextInput
      label="Name"
      description="Display name, e.g. #video-jobs"
      maxLength={80}
      {...form.getInputProps('name')}
    />
  );
}

const POLICY = new Set([
  'timeout_ms',
  'retry_mode',
  'max_retries',
  'retry_schedule',
  'ttl',
  'concurrency',
  'rate_max',
  'rate_window',
  'ordering',
  'headers',
]);

/** The policy, folded away until something in it has a fault. */
export function FoldedPolicy(props: FieldsProps): ReactElement {
  const [open, setOpen] = useState<string | null>(null);
  const faulty = Object.keys(props.form.errors).some((path) => POLICY.has(path.split('.')[0] ?? path));
  return (
    <Accordion variant="separated" chevronPosition="left" value={faulty ? 'policy' : open} onChange={setOpen}>
      <Accordion.Item value="policy">
        <Accordion.Control>Timeout, retries, TTL, rate limit, ordering, headers</Accordion.Control>
        <Accordion.Panel>
          <PolicyFields {...props} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
