import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { ActionRow } from './entry-form.ts';

const STYLES = [
  { value: '', label: 'Plain' },
  { value: 'primary', label: 'Primary' },
  { value: 'danger', label: 'Danger' },
];
const ACTIONS_MAX = 5;

interface ActionsProps {
  readonly rows: readonly ActionRow[];
  readonly disabled: boolean;
  /** The fault of `label` or `url` of a row. */
  readonly faultOf: (row: number, part: string) => string | undefined;
  /** The fault of the list as a whole. */
  readonly fault: string | undefined;
  readonly onChange: (rows: readonly ActionRow[]) => void;
}

/** Asks for the buttons of the message. */
export function ActionFields({ rows, disabled, faultOf, fault, onChange }: ActionsProps): ReactElement {
  return (
    <Input.Wrapper
      label="Buttons"
      description="A button is left out where its URL template gives no http(s) address."
      error={fault}
      labelElement="div"
    >
      <Stack gap={8} mt={6}>
        {rows.map((action, row) => (
          <Row
            key={row}
            nth={row + 1}
            action={action}
            disabled={disabled}
            faultOf={(part) => faultOf(row, part)}
            onChange={(next) => onChange(rows.with(row, next))}
            onRemove={() => onChange(rows.toSpliced(row, 1))}
          />
        ))}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          style={{ alignSelf: 'flex-start' }}
          disabled={disabled || rows.length >= ACTIONS_MAX}
          onClick={() => onChange([...rows, { label: '', url: '', style: '' }])}
        >
          Add a button
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

interface RowProps {
  readonly nth: number;
  readonly action: ActionRow;
  readonly disabled: boolean;
  readonly faultOf: (part: string) => string | undefined;
  readonly onChange: (action: ActionRow) => void;
  readonly onRemove: () => void;
}

function Row({ nth, action, disabled, faultOf, onChange, onRemove }: RowProps): ReactElement {
  return (
    <Group gap={6} align="flex-start">
      <TextInput
        aria-label={`Label of button ${nth}`}
        placeholder="Label"
        value={action.label}
        onChange={({ currentTarget }) => onChange({ ...action, label: currentTarget.value })}
        error={faultOf('label')}
        disabled={disabled}
        maxLength={40}
        style={{ flex: '1 1 130px' }}
      />
      <TextInput
        aria-label={`URL of button ${nth}`}
        placeholder="https://… or {{ links.job }}"
        value={action.url}
        onChange={({ currentTarget }) => onChange({ ...action, url: currentTarget.value })}
        error={faultOf('url')}
        disabled={disabled}
        style={{ flex: '3 1 180px' }}
        classNames={{ input: 'template' }}
        spellCheck={false}
      />
      <Select
        aria-label={`Style of button ${nth}`}
        data={STYLES}
        value={action.style}
        onChange={(style) => onChange({ ...action, style: (style ?? '') as ActionRow['style'] })}
        allowDeselect={false}
        disabled={disabled}
        w={110}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={`Remove button ${nth}`}
        disabled={disabled}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
