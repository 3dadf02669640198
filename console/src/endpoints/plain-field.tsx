import '@mantine/core/styles/NumberInput.css';
import { NumberInput, Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import type { Adapter } from '../api/types.ts';
import type { FormValues } from './form-values.ts';
import { PLAIN_FIELDS, type PlainName } from './plain-fields.ts';

interface PlainFieldProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly name: PlainName;
  /** Undefined until the gateway has answered. */
  readonly adapter: Adapter | undefined;
}

/** Tells whether the field means anything at endpoints of this kind. */
export function isOffered(name: PlainName, adapter: Adapter | undefined): boolean {
  const modes = adapter?.conversations?.modes ?? [];
  if (name === 'announce') return modes.includes('live');
  return name !== 'conversation' || modes.length > 0;
}

/** Returns the choices of the field at endpoints of this kind, and the one that is set. */
function choicesOf(name: PlainName, adapter: Adapter | undefined, set: unknown): readonly [string, string][] {
  const choices = Object.entries(PLAIN_FIELDS[name].choices ?? {});
  if (name !== 'conversation') return choices;
  const modes = new Set<unknown>(['each', set, ...(adapter?.conversations?.modes ?? [])]);
  return choices.filter(([mode]) => modes.has(mode));
}

/** The control of a field as it is declared. */
export function PlainField({ form, name, adapter }: PlainFieldProps): ReactElement {
  const { label, hint, control } = PLAIN_FIELDS[name];
  const input = form.getInputProps(name);
  const common = { label, description: hint, placeholder: 'as configured', ...input };
  if (control === 'duration') return <TextInput {...common} autoComplete="off" />;
  if (control === 'number')
    return <NumberInput {...common} min={0} allowNegative={false} thousandSeparator="," hideControls />;
  return (
    <Select
      {...common}
      data={choicesOf(name, adapter, form.values[name]).map(([value, text]) => ({ value, label: text }))}
      clearable
      clearButtonProps={{ 'aria-label': `${label} as configured` }}
      value={String(form.values[name]) || null}
      onChange={(next) => form.setFieldValue(name, next ?? '')}
    />
  );
}
