import { ActionIcon, Button, Group, Input, Stack, Textarea } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { capitalised } from '../parts/format.ts';

interface ListProps {
  readonly label: string;
  readonly hint: string;
  /** One row in words: `fact`. */
  readonly noun: string;
  readonly rows: readonly string[];
  readonly max: number;
  readonly disabled: boolean;
  readonly faultOf: (row: number) => string | undefined;
  readonly onChange: (rows: readonly string[]) => void;
}

/** Asks for a list of templates, one in each row. */
export function ListField(props: ListProps): ReactElement {
  const { label, hint, noun, rows, max, disabled, onChange } = props;
  return (
    <Input.Wrapper label={label} description={hint} labelElement="div">
      <Stack gap={6} mt={6}>
        {rows.map((text, row) => (
          <Row key={row} {...props} text={text} row={row} />
        ))}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: 'flex-start' }}
          disabled={disabled || rows.length >= max}
          onClick={() => onChange([...rows, ''])}
        >
          Add a {noun}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

interface RowProps extends ListProps {
  readonly text: string;
  readonly row: number;
}

function Row({ text, row, noun, rows, disabled, faultOf, onChange }: RowProps): ReactElement {
  const name = `${noun} ${row + 1}`;
  return (
    <Group gap={6} align="flex-start" wrap="nowrap">
      <Textarea
        aria-label={capitalised(name)}
        value={text}
        onChange={({ currentTarget }) => onChange(rows.with(row, currentTarget.value))}
        error={faultOf(row)}
        disabled={disabled}
        autosize
        minRows={1}
        style={{ flex: 1 }}
        classNames={{ input: 'template' }}
        spellCheck={false}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={`Remove ${name}`}
        disabled={disabled}
        onClick={() => onChange(rows.toSpliced(row, 1))}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
