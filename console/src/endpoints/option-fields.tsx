import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/PasswordInput.css';
import '@mantine/core/styles/Switch.css';
import { NumberInput, PasswordInput, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { useAdapter } from '../api/use-adapter.ts';
import type { FieldsProps } from './endpoint-fields.tsx';
import { optionsOf, type Option } from './option-schema.ts';

/** Asks for the options of the adapter, as it describes them; nothing where it has none. */
export function OptionFields({ form, adapter }: FieldsProps): ReactElement | null {
  const options = optionsOf(useAdapter(adapter));
  if (options.length === 0) return null;
  return (
    <Stack>
      {options.map((option) => (
        <Field key={option.name} option={option} form={form} />
      ))}
    </Stack>
  );
}

interface FieldProps extends Pick<FieldsProps, 'form'> {
  readonly option: Option;
}

function Field({ option, form }: FieldProps): ReactElement {
  const { name, label, kind, secret, required, values, maxLength, hint } = option;
  const path = `options.${name}`;
  const { value = '', ...input } = form.getInputProps(path);
  const common = { label, description: hint, withAsterisk: required, ...input };
  switch (kind) {
    case 'switch':
      return <Switch {...common} {...form.getInputProps(path, { type: 'checkbox' })} />;
    case 'number':
      return <NumberInput {...common} value={value as number | string} hideControls />;
    case 'choice':
      return <Select {...common} value={value === '' ? null : String(value)} data={[...values]} clearable />;
    default:
      return secret ? (
        <PasswordInput {...common} value={String(value)} autoComplete="off" />
      ) : (
        <TextInput
          {...common}
          value={String(value)}
          autoComplete="off"
          {...(maxLength === null ? {} : { maxLength })}
        />
      );
  }
}
