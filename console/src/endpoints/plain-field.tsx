import { NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import type { FormValues } from './form-values.ts';
import { PLAIN_FIELDS, type PlainName } from './plain-fields.ts';

interface PlainFieldProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly name: PlainName;
}

/** The control of a field as it is declared. */
export function PlainField({ form, name }: PlainFieldProps): ReactElement {
  const { label, hint, control, choices = {} } = PLAIN_FIELDS[name];
  const input = form.getInputProps(name);
  const common = { label, description: hint, placeholder: 'as configured', ...input };
  if (control === 'duration') return <TextInput {...common} autoComplete="off" />;
  if (control === 'number')
    return <NumberInput {...common} min={0} allowNegative={false} thousandSeparator="," hideControls />;
  return (
    <Select
      {...common}
      data={Object.entries(choices).map(([value, text]) => ({ value, label: text }))}
      clearable
      clearButtonProps={{ 'aria-label': `${label} as configured` }}
      value={String(form.values[name]) || null}
      onChange={(next) => form.setFieldValue(name, next ?? '')}
    />
  );
}
