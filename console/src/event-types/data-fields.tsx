import '@mantine/core/styles/Radio.css';
import { Radio, Stack, Text, Textarea } from '@mantine/core';
import type { ReactElement } from 'react';
import type { TypeValues } from './entry-form.ts';
import type { FieldsProps } from './text-fields.tsx';
import { POLICIES } from './words.ts';

/** Asks for the schema of the data, and what becomes of an event that contradicts it. */
export function DataFields({ form: { values, set, fixed }, faults }: FieldsProps): ReactElement {
  const [noSchema, noPolicy] = [fixed('schema'), fixed('on_mismatch')];
  return (
    <Stack>
      <Textarea
        label="JSON Schema of the data"
        description={noSchema ?? 'JSON Schema 2020-12. Leave blank for any object.'}
        value={values.schema}
        onChange={({ currentTarget }) => set('schema', currentTarget.value)}
        error={faults.get('schema')}
        disabled={noSchema !== null}
        autosize
        minRows={4}
        maxRows={22}
        classNames={{ input: 'template' }}
        spellCheck={false}
      />
      <Radio.Group
        label="Data that contradicts the schema"
        description={noPolicy}
        value={values.on_mismatch}
        onChange={(policy) => set('on_mismatch', policy as TypeValues['on_mismatch'])}
      >
        <Stack gap={8} mt={8}>
          {Object.entries(POLICIES).map(([policy, [label, effect]]) => (
            <Radio
              key={policy}
              value={policy}
              label={label}
              description={effect}
              disabled={noPolicy !== null}
            />
          ))}
        </Stack>
        {faults.has('on_mismatch') && <Text className="tone-bad">{faults.get('on_mismatch')}</Text>}
      </Radio.Group>
    </Stack>
  );
}
