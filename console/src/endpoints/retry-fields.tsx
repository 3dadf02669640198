import '@mantine/core/styles/NumberInput.css';
import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';
import type { FormValues } from './form-values.ts';

const { max_retries: COUNT, retry_schedule_ms: SCHEDULE } = ENDPOINT_FIELDS;

interface RetryProps {
  readonly form: UseFormReturnType<FormValues>;
}

const MODES = [
  { value: 'count', label: 'Exponential backoff' },
  { value: 'schedule', label: 'Fixed schedule' },
];

/** Asks for either a number of retries with growing waits, or the waits themselves, never both. */
export function RetryFields({ form }: RetryProps): ReactElement {
  const { retry_mode: mode } = form.values;
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <Select
        label="Retries"
        description="How failed attempts are retried"
        data={MODES}
        placeholder="as configured"
        clearable
        clearButtonProps={{ 'aria-label': 'Retries as configured' }}
        value={mode || null}
        onChange={(next) => form.setFieldValue('retry_mode', (next ?? '') as FormValues['retry_mode'])}
      />
      {mode === 'count' && (
        <NumberInput
          label={COUNT.label}
          description={COUNT.hint}
          placeholder="as configured"
          min={0}
          allowNegative={false}
          allowDecimal={false}
          hideControls
          {...form.getInputProps('max_retries')}
        />
      )}
      {mode === 'schedule' && (
        <TextInput
          label={SCHEDULE.label}
          description={SCHEDULE.hint}
          placeholder="5s, 1m, 30m, 2h"
          autoComplete="off"
          {...form.getInputProps('retry_schedule')}
        />
      )}
    </Group>
  );
}
