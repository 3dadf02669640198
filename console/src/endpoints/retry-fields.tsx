import { Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import type { FormValues } from './form-values.ts';

interface RetryProps {
  readonly form: UseFormReturnType<FormValues>;
}

const MODES = [
  { value: 'count', label: 'Exponential backoff' },
  { value: 'schedule', label: 'Fixed schedule' },
];

/** Either a number of retries with growing waits, or the waits themselves, never both; and when a delivery is too old. */
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
          label="Max retries"
          description="After the first attempt"
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
          label="Retry schedule"
          description="Wait before each retry"
          placeholder="5s, 1m, 30m, 2h"
          autoComplete="off"
          {...form.getInputProps('retry_schedule')}
        />
      )}
      <TextInput
        label="Time to live (TTL)"
        description="Older deliveries fail, e.g. 24h"
        placeholder="as configured"
        autoComplete="off"
        {...form.getInputProps('ttl')}
      />
    </Group>
  );
}
