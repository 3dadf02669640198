import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import { Stack, TagsInput, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import type { Problem } from './faults.ts';
import { PairRows } from './pair-rows.tsx';
import { Problems } from './problems.tsx';
import type { Draft } from './use-draft.ts';

const LISTS = ['show', 'hide', 'order'] as const;

interface FieldChoiceProps {
  readonly draft: Draft;
  /** Names of the fields of the chosen event, as suggestions. */
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/** Asks which fields of the data messages show, in which order and under which labels. */
export function FieldChoice({ draft, names, problems }: FieldChoiceProps): ReactElement {
  const at = (name: string): readonly Problem[] =>
    problems.filter(({ field }) => field.startsWith(`message.fields.${name}`));
  return (
    <Stack gap="sm">
      <Title order={3}>Fields of the data</Title>
      <div className="fields">
        {LISTS.map((name) => {
          const { label, hint, maxItems } = PRESENTATION_FIELDS[`message.fields.${name}`];
          const faults = at(name);
          return (
            <TagsInput
              key={name}
              label={label}
              description={hint}
              maxTags={maxItems}
              data={[...names]}
              limit={40}
              splitChars={[',', ' ']}
              clearable
              clearButtonProps={{ 'aria-label': `Remove all of ${label}` }}
              value={[...draft.values[name]]}
              onChange={(value) => draft.set(name, value)}
              error={faults.length > 0 && <Problems problems={faults} />}
            />
          );
        })}
      </div>
      <PairRows
        label={PRESENTATION_FIELDS['message.fields.labels'].label}
        hint={PRESENTATION_FIELDS['message.fields.labels'].hint}
        one="label"
        nameLabel="Field"
        textLabel="Label"
        suggestions={names}
        pairs={draft.values.labels}
        onChange={(labels) => draft.set('labels', labels)}
        problems={at('labels')}
      />
    </Stack>
  );
}
