import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import { Input, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import type { FormValues } from './form-values.ts';

const LISTS = ['times', 'weekdays', 'except'] as const;
const WEEKDAYS = ['mon-fri', 'sat-sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const SUGGESTIONS: Readonly<Record<(typeof LISTS)[number], string[]>> = {
  times: ['22:00-07:00', '00:00-24:00'],
  weekdays: WEEKDAYS,
  except: ['job.failed', 'webhook.*'],
};
const { 'quiet.zone': ZONE, 'quiet.then': THEN } = PRESENTATION_FIELDS;

interface QuietProps {
  readonly form: UseFormReturnType<FormValues>;
  /** Sentence about the next change of the stored quiet hours; undefined: there are none. */
  readonly sentence: string | undefined;
  /** Whether one message of the endpoint can tell of many. */
  readonly digests: boolean;
}

/** Asks for the times in which the endpoint disturbs nobody. */
export function QuietFields({ form, sentence, digests }: QuietProps): ReactElement {
  return (
    <Input.Wrapper
      label="Quiet hours"
      labelElement="div"
      description="Times at which new messages are held or dropped. Edits of messages already sent continue."
    >
      <Stack gap="sm" mt={4}>
        {sentence !== undefined && <Text size="sm">{sentence}</Text>}
        <div className="fields">
          {LISTS.map((name) => {
            const { label, hint, maxItems } = PRESENTATION_FIELDS[`quiet.${name}`];
            return (
              <TagsInput
                key={name}
                label={label}
                description={hint}
                maxTags={maxItems}
                data={SUGGESTIONS[name]}
                splitChars={[',', ' ']}
                clearable
                clearButtonProps={{ 'aria-label': `Remove all of ${label}` }}
                {...form.getInputProps(`quiet_${name}`)}
              />
            );
          })}
          <TextInput
            label={ZONE.label}
            description={ZONE.hint}
            maxLength={ZONE.maxLength}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('quiet_zone')}
          />
          <Select
            label={THEN.label}
            description={THEN.hint}
            data={Object.entries(THEN.choices)
              .filter(([value]) => digests || value !== 'digest')
              .map(([value, label]) => ({ value, label }))}
            placeholder={THEN.choices.hold}
            {...form.getInputProps('quiet_then')}
            value={form.values.quiet_then || null}
            onChange={(next) => form.setFieldValue('quiet_then', (next ?? '') as FormValues['quiet_then'])}
          />
        </div>
      </Stack>
    </Input.Wrapper>
  );
}
