import '@mantine/core/styles/NumberInput.css';
import { Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import { batchSentence } from './batch-values.ts';
import type { FormValues } from './form-values.ts';

interface BatchProps {
  readonly form: UseFormReturnType<FormValues>;
  /** Forms of a batch that the endpoint's kind takes. */
  readonly formats: readonly string[];
}

const FORMAT = PRESENTATION_FIELDS['batch.format'];
const WITHIN = PRESENTATION_FIELDS['batch.within'];

/** Asks how many events of the endpoint become one request. */
export function BatchFields({ form, formats }: BatchProps): ReactElement {
  const choices = Object.entries(FORMAT.choices).filter(([format]) => formats.includes(format));
  return (
    <Input.Wrapper
      label="Batches"
      labelElement="div"
      description="Several events in one request. The application responds for the whole batch, or for each event."
    >
      <Stack gap="sm" mt={4}>
        <Text size="sm" aria-live="polite">
          {batchSentence(form.values)}
        </Text>
        <div className="fields">
          <Count form={form} />
          {form.values.batch_max !== '' && (
            <>
              <TextInput
                label={WITHIN.label}
                description={WITHIN.hint}
                maxLength={16}
                autoComplete="off"
                spellCheck={false}
                {...form.getInputProps('batch_within')}
              />
              <Select
                label={FORMAT.label}
                description={FORMAT.hint}
                data={choices.map(([value, label]) => ({ value, label }))}
                placeholder="by the payload"
                clearable
                clearButtonProps={{ 'aria-label': `${FORMAT.label} by the payload` }}
                {...form.getInputProps('batch_format')}
                value={form.values.batch_format || null}
                onChange={(next) =>
                  form.setFieldValue('batch_format', (next ?? '') as FormValues['batch_format'])
                }
              />
            </>
          )}
        </div>
      </Stack>
    </Input.Wrapper>
  );
}

function Count({ form }: Pick<BatchProps, 'form'>): ReactElement {
  const { label, hint, minimum, maximum } = PRESENTATION_FIELDS['batch.max'];
  return (
    <NumberInput
      label={label}
      description={hint}
      min={minimum}
      max={maximum}
      allowNegative={false}
      allowDecimal={false}
      thousandSeparator=","
      hideControls
      {...form.getInputProps('batch_max')}
    />
  );
}
