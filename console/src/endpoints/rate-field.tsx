import '@mantine/core/styles/NumberInput.css';
import { Group, Input, NumberInput, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { ENDPOINT_FIELDS } from '../api/endpoint-fields.ts';
import type { FormValues } from './form-values.ts';

const { label, hint } = ENDPOINT_FIELDS.rate_limit;

interface RateProps {
  readonly form: UseFormReturnType<FormValues>;
}

/** `[100] requests per [60] s`. */
export function RateField({ form }: RateProps): ReactElement {
  const { error: maxError, ...max } = form.getInputProps('rate_max');
  const { error: windowError, ...span } = form.getInputProps('rate_window');
  const common = {
    min: 0,
    allowNegative: false,
    hideControls: true,
    placeholder: 'as configured',
    style: { flex: 1, minWidth: 0 },
  };
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint} error={maxError ?? windowError}>
      <Group gap={8} wrap="nowrap" mt={4}>
        <NumberInput
          {...common}
          {...max}
          error={Boolean(maxError)}
          thousandSeparator=","
          aria-label="Rate limit: requests"
        />
        <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          requests per
        </Text>
        <NumberInput {...common} {...span} error={Boolean(windowError)} aria-label="Rate limit: seconds" />
        <Text size="sm" c="dimmed">
          s
        </Text>
      </Group>
    </Input.Wrapper>
  );
}
