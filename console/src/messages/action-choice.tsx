import '@mantine/core/styles/PillsInput.css';
import '@mantine/core/styles/Pill.css';
import { Input, SegmentedControl, Stack, TagsInput, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { PRESENTATION_FIELDS } from '../api/presentation-fields.ts';
import { actionsQuery } from '../api/queries.ts';
import type { Problem } from './faults.ts';
import { Problems } from './problems.tsx';
import type { Draft } from './use-draft.ts';

const { label: LABEL, hint: HINT, maxItems: MOST } = PRESENTATION_FIELDS['message.actions'];
const CHOICES = [
  { value: 'all', label: 'All' },
  { value: 'some', label: 'Only these' },
  { value: 'none', label: 'None' },
];

interface ActionProps {
  readonly draft: Draft;
  readonly problems: readonly Problem[];
}

/** Asks which actions messages offer to their readers. */
export function ActionChoice({ draft, problems }: ActionProps): ReactElement {
  const { data } = useQuery(actionsQuery);
  const names = [...new Set(data?.actions.map(({ group }) => group))];
  const { actions } = draft.values;
  const choice = actions === null ? 'all' : actions.length === 0 ? 'none' : 'some';
  const choose = (next: string): void =>
    draft.set('actions', next === 'all' ? null : next === 'none' ? [] : names.slice(0, MOST));
  const faults = problems.filter(({ field }) => field.startsWith('message.actions'));
  return (
    <Input.Wrapper label={LABEL} description={HINT} labelElement="div">
      <Stack gap="sm" mt={6}>
        <SegmentedControl
          display="flex"
          maw={360}
          data={CHOICES.filter(({ value }) => value !== 'some' || choice === 'some' || names.length > 0)}
          value={choice}
          onChange={choose}
          aria-label={LABEL}
        />
        {choice === 'some' && (
          <TagsInput
            label="Actions that are offered"
            data={names}
            maxTags={MOST}
            splitChars={[',', ' ']}
            clearable
            clearButtonProps={{ 'aria-label': 'Remove all actions' }}
            value={[...(actions ?? [])]}
            onChange={(value) => draft.set('actions', value)}
            error={faults.length > 0 && <Problems problems={faults} />}
          />
        )}
        {data && <Text size="sm">{effectOf(data)}</Text>}
      </Stack>
    </Input.Wrapper>
  );
}

/** Says which actions there are, or why messages have none at all. */
function effectOf({
  mode,
  links,
  actions,
}: {
  mode: string;
  links: boolean;
  actions: readonly { name: string; label: string }[];
}): string {
  if (mode === 'off') return 'Actions are off for all endpoints: see WEBHOOK_ACTIONS.';
  if (!links)
    return 'Messages have no actions yet: set WEBHOOK_PUBLIC_URL, the address that their links lead to.';
  return `There are: ${actions.map(({ label }) => label).join(', ')}.`;
}
