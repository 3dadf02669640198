import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/Accordion.css';
import { Accordion, Group, JsonInput, NumberInput, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { adaptersQuery } from '../api/queries.ts';
import type { FormValues } from './form-values.ts';
import { HeaderFields } from './header-fields.tsx';

export interface FieldsProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly adapter: string;
}

/** Which events it gets. */
export function EventFields({ form }: Pick<FieldsProps, 'form'>): ReactElement {
  const { data: adapters = [] } = useQuery(adaptersQuery);
  const types = new Set(adapters.flatMap(({ samples }) => samples.map(({ event }) => event)));
  return (
    <Stack>
      <TagsInput
        label="Events"
        description="Types as they are sent, job.* for all below job, * for all. Enter adds one."
        data={['*', 'job.*', ...types]}
        splitChars={[',', ' ']}
        clearable
        clearButtonProps={{ 'aria-label': 'Take all events away' }}
        {...form.getInputProps('events')}
      />
      <JsonInput
        label="Filter"
        description={
          'Only events whose data match, such as {"data.parameters.country": "us"} or {"data.retry_count": {"$gt": 0}}. Empty takes all.'
        }
        autosize
        minRows={2}
        maxRows={10}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        {...form.getInputProps('filter')}
      />
    </Stack>
  );
}

/** How it is sent: most never touch these. */
export function PolicyFields({ form, adapter }: FieldsProps): ReactElement {
  return (
    <Stack>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Amount form={form} name="timeout_ms" label="Deadline" description="Of one attempt, ms" />
        <Amount form={form} name="max_retries" label="Retries" description="After the first attempt" />
        <Amount form={form} name="concurrency" label="At once" description="Attempts under way together" />
      </Group>
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <Amount form={form} name="rate_max" label="At most" description="Sends in any window" />
        <Amount form={form} name="rate_window" label="Window" description="Seconds" />
        <Select
          label="Order"
          description="Within one job"
          data={[
            { value: 'none', label: 'As it comes' },
            { value: 'job', label: 'One after the other' },
          ]}
          placeholder="as configured"
          clearable
          clearButtonProps={{ 'aria-label': 'As configured' }}
          {...form.getInputProps('ordering')}
          value={form.values.ordering || null}
          onChange={(next) => form.setFieldValue('ordering', (next ?? '') as FormValues['ordering'])}
        />
      </Group>
      {adapter === 'generic' && <HeaderFields form={form} />}
    </Stack>
  );
}

interface AmountProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly name: 'timeout_ms' | 'max_retries' | 'concurrency' | 'rate_max' | 'rate_window';
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
      description="What people call it: the channel, the application"
      placeholder="#video-jobs"
      maxLength={80}
      {...form.getInputProps('name')}
    />
  );
}

const POLICY = new Set([
  'timeout_ms',
  'max_retries',
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
        <Accordion.Control>Deadline, retries, rate limit, order, headers</Accordion.Control>
        <Accordion.Panel>
          <PolicyFields {...props} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
