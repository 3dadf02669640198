import '@mantine/core/styles/NumberInput.css';
import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import { Input, NumberInput, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import { digestSentence } from './digest-words.ts';
import type { FormValues } from './form-values.ts';

const MODES = [
  { value: 'off', label: 'Off' },
  { value: 'storm', label: 'In storms of messages' },
  { value: 'schedule', label: 'On a schedule' },
];
const WEEKDAYS = ['mon-fri', 'sat-sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TYPES = ['job.*', 'job.progress', 'webhook.*'];
const EXCEPTIONS = ['job.failed', 'webhook.*'];

interface DigestProps {
  readonly form: UseFormReturnType<FormValues>;
}

/** Asks when many messages of the endpoint become one. */
export function DigestFields({ form }: DigestProps): ReactElement {
  const { digest_mode: mode } = form.values;
  return (
    <Input.Wrapper
      label="Digest"
      labelElement="div"
      description="One summary instead of many messages. Edits of messages already sent continue."
    >
      <Stack gap="sm" mt={4}>
        <Text size="sm" aria-live="polite">
          {digestSentence(form.values)}
        </Text>
        <div className="fields">
          <Select
            label="Summaries"
            description="When messages are combined"
            data={MODES}
            placeholder="as configured"
            clearable
            clearButtonProps={{ 'aria-label': 'Summaries as configured' }}
            {...form.getInputProps('digest_mode')}
            value={mode || null}
            onChange={(next) => form.setFieldValue('digest_mode', (next ?? '') as FormValues['digest_mode'])}
          />
          {mode === 'storm' && <StormFields form={form} />}
          {mode === 'schedule' && <ScheduleFields form={form} />}
          {(mode === 'storm' || mode === 'schedule') && <GatheredFields form={form} />}
        </div>
      </Stack>
    </Input.Wrapper>
  );
}

function StormFields({ form }: DigestProps): ReactElement {
  const { label, hint, minimum, maximum } = PRESENTATION_FIELDS['digest.over'];
  return (
    <>
      <NumberInput
        label={label}
        description={hint}
        min={minimum}
        max={maximum}
        allowNegative={false}
        allowDecimal={false}
        hideControls
        {...form.getInputProps('digest_over')}
      />
      <Line form={form} field="digest.within" name="digest_within" />
      <Line form={form} field="digest.every" name="digest_summary" />
    </>
  );
}

function ScheduleFields({ form }: DigestProps): ReactElement {
  return (
    <>
      <Line form={form} field="digest.every" name="digest_every" />
      <Line form={form} field="digest.at" name="digest_at" />
      <List form={form} field="digest.weekdays" name="digest_weekdays" data={WEEKDAYS} />
      <Line form={form} field="digest.zone" name="digest_zone" />
    </>
  );
}

function GatheredFields({ form }: DigestProps): ReactElement {
  return (
    <>
      <List form={form} field="digest.types" name="digest_types" data={TYPES} />
      <List form={form} field="digest.except" name="digest_except" data={EXCEPTIONS} />
    </>
  );
}

interface FieldProps<Field, Name> extends DigestProps {
  /** Path of the API. */
  readonly field: Field;
  readonly name: Name;
}

type LineProps = FieldProps<
  'digest.within' | 'digest.every' | 'digest.at' | 'digest.zone',
  'digest_within' | 'digest_summary' | 'digest_every' | 'digest_at' | 'digest_zone'
>;

function Line({ form, field, name }: LineProps): ReactElement {
  const { label, hint } = PRESENTATION_FIELDS[field];
  return (
    <TextInput
      label={label}
      description={hint}
      maxLength={64}
      autoComplete="off"
      spellCheck={false}
      {...form.getInputProps(name)}
    />
  );
}

interface ListProps extends FieldProps<
  'digest.weekdays' | 'digest.types' | 'digest.except',
  'digest_weekdays' | 'digest_types' | 'digest_except'
> {
  readonly data: string[];
}

function List({ form, field, name, data }: ListProps): ReactElement {
  const { label, hint, maxItems } = PRESENTATION_FIELDS[field];
  return (
    <TagsInput
      label={label}
      description={hint}
      maxTags={maxItems}
      data={data}
      splitChars={[',', ' ']}
      clearable
      clearButtonProps={{ 'aria-label': `Remove all of ${label}` }}
      {...form.getInputProps(name)}
    />
  );
}
