import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import '@mantine/core/styles/Accordion.css';
import { Accordion, Box, JsonInput, Stack, TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';
import { samplesQuery } from '../api/queries.ts';
import { useAdapter } from '../api/use-adapter.ts';
import type { FormValues } from './form-values.ts';
import { EMPTY_BATCH } from './batch-values.ts';
import { EMPTY_DIGEST } from './digest-values.ts';
import { FilterCheck } from './filter-check.tsx';
import { PLAIN_NAMES } from './plain-fields.ts';
import { isOffered, PlainField } from './plain-field.tsx';
import { BatchFields } from './batch-fields.tsx';
import { DigestFields } from './digest-fields.tsx';
import { HeaderFields } from './header-fields.tsx';
import { QuietFields } from './quiet-fields.tsx';
import { RateField } from './rate-field.tsx';
import { RetryFields } from './retry-fields.tsx';

const { name: NAME, events: EVENTS, filter: FILTER } = ENDPOINT_FIELDS;

export interface FieldsProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly adapter: string;
  /** Sentence about the next change of the stored quiet hours; undefined: there are none. */
  readonly quiet?: string | undefined;
}

/** Asks for the event types and the filter. */
export function EventFields({ form }: Pick<FieldsProps, 'form'>): ReactElement {
  const { data: samples = [] } = useQuery(samplesQuery);
  const types = new Set(samples.map(({ event }) => event));
  return (
    <Stack>
      <TagsInput
        label={EVENTS.label}
        description={EVENTS.hint}
        data={['*', 'job.*', ...types]}
        splitChars={[',', ' ']}
        clearable
        clearButtonProps={{ 'aria-label': 'Remove all events' }}
        {...form.getInputProps('events')}
      />
      <JsonInput
        label={FILTER.label}
        description={FILTER.hint}
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

/** Asks for the delivery policy; most endpoints keep the defaults. */
export function PolicyFields({ form, adapter, quiet }: FieldsProps): ReactElement {
  const kind = useAdapter(adapter);
  return (
    <Stack>
      <RetryFields form={form} />
      <Box className="fields">
        {PLAIN_NAMES.filter((name) => isOffered(name, kind) || form.errors[name]).map((name) => (
          <PlainField key={name} form={form} name={name} adapter={kind} />
        ))}
        <RateField form={form} />
      </Box>
      <QuietFields form={form} sentence={quiet} digests={kind?.digests === true} />
      {kind?.digests === true && <DigestFields form={form} />}
      {kind !== undefined && kind.batches.length > 0 && <BatchFields form={form} formats={kind.batches} />}
      {kind?.signed === true && <HeaderFields form={form} />}
    </Stack>
  );
}

export function NameField({ form }: Pick<FieldsProps, 'form'>): ReactElement {
  return (
    <TextInput
      label={NAME.label}
      description={NAME.hint}
      maxLength={NAME.maxLength}
      {...form.getInputProps('name')}
    />
  );
}

const POLICY: ReadonlySet<string> = new Set([
  ...PLAIN_NAMES,
  'retry_mode',
  'max_retries',
  'retry_schedule',
  'rate_max',
  'rate_window',
  'headers',
  'quiet_times',
  'quiet_weekdays',
  'quiet_zone',
  'quiet_then',
  'quiet_except',
  ...Object.keys(EMPTY_DIGEST),
  ...Object.keys(EMPTY_BATCH),
]);

/** Folds the policy away until one of its fields has a fault. */
export function FoldedPolicy(props: FieldsProps): ReactElement {
  const [open, setOpen] = useState<string | null>(null);
  const faulty = Object.keys(props.form.errors).some((path) => POLICY.has(path.split('.')[0] ?? path));
  return (
    <Accordion variant="separated" chevronPosition="left" value={faulty ? 'policy' : open} onChange={setOpen}>
      <Accordion.Item value="policy">
        <Accordion.Control>
          Timeout, retries, TTL, rate limit, ordering, quiet hours, digest, batches, headers
        </Accordion.Control>
        <Accordion.Panel>
          <PolicyFields {...props} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
