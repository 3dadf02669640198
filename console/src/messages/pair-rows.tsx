import { ActionIcon, Autocomplete, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { Problem } from './faults.ts';
import { Problems } from './problems.tsx';
import type { Pair } from './values.ts';

interface PairRowsProps {
  readonly label: string;
  readonly hint: string;
  /** One of them, for the buttons: `label`. */
  readonly one: string;
  readonly nameLabel: string;
  readonly textLabel: string;
  /** Suggested names. */
  readonly suggestions: readonly string[];
  readonly pairs: readonly Pair[];
  readonly onChange: (pairs: readonly Pair[]) => void;
  readonly problems: readonly Problem[];
}

/** Asks for texts by name, one pair a row. */
export function PairRows({ pairs, onChange, one, ...props }: PairRowsProps): ReactElement {
  const { label, hint, nameLabel, textLabel, suggestions, problems } = props;
  const set = (index: number, change: Partial<Pair>): void =>
    onChange(pairs.map((pair, at) => (at === index ? { ...pair, ...change } : pair)));
  return (
    <Input.Wrapper label={label} labelElement="div" description={hint}>
      <Stack gap="xs" mt={6} align="flex-start">
        {pairs.map(({ name, text }, index) => (
          <Group key={index} gap="xs" wrap="nowrap" align="flex-start" w="100%">
            <Autocomplete
              flex={1}
              miw={0}
              placeholder={nameLabel}
              aria-label={`${nameLabel} of ${one} ${index + 1}`}
              autoComplete="off"
              spellCheck={false}
              data={[...suggestions]}
              limit={40}
              value={name}
              onChange={(next) => set(index, { name: next })}
            />
            <TextInput
              flex={1.2}
              miw={0}
              placeholder={textLabel}
              aria-label={`${textLabel} ${index + 1}`}
              autoComplete="off"
              value={text}
              onChange={(event) => set(index, { text: event.target.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove ${one} ${index + 1}`}
              onClick={() => onChange(pairs.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...pairs, { name: '', text: '' }])}
        >
          Add a {one}
        </Button>
      </Stack>
      <Problems problems={problems} />
    </Input.Wrapper>
  );
}
