import '@mantine/core/styles/PasswordInput.css';
import { ActionIcon, Button, Group, Input, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { FormValues, HeaderRow } from './form-values.ts';

interface HeadersProps {
  readonly form: UseFormReturnType<FormValues>;
}

/** Asks for custom headers, one a row; their values are secrets. */
export function HeaderFields({ form }: HeadersProps): ReactElement {
  const { headers } = form.values;
  const add = (): void => form.insertListItem('headers', { name: '', value: '', stored: false });
  return (
    <Input.Wrapper
      label="Headers"
      labelElement="div"
      description="Sent with every request. Values are stored encrypted and never shown again."
      error={form.errors['headers']}
    >
      <Stack gap="xs" mt={6} align="flex-start">
        {headers.map((row, index) => (
          <Row key={index} form={form} row={row} index={index} />
        ))}
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
          Add a header
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}

interface RowProps extends HeadersProps {
  readonly row: HeaderRow;
  readonly index: number;
}

/** A stored header keeps its name. To rename it, it is removed and added again with its value. */
function Row({ form, row, index }: RowProps): ReactElement {
  const path = `headers.${index}`;
  const what = row.name === '' ? `header ${index + 1}` : row.name;
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" w="100%">
      <TextInput
        flex={1}
        miw={0}
        placeholder="Name"
        aria-label={`Name of header ${index + 1}`}
        autoComplete="off"
        spellCheck={false}
        readOnly={row.stored}
        {...form.getInputProps(`${path}.name`)}
      />
      <PasswordInput
        flex={1.4}
        miw={0}
        placeholder={row.stored ? 'Unchanged' : 'Value'}
        aria-label={`Value of ${what}`}
        autoComplete="off"
        spellCheck={false}
        visibilityToggleButtonProps={{ 'aria-label': `Show or hide the value of ${what}` }}
        {...form.getInputProps(`${path}.value`)}
      />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Remove ${what}`}
        onClick={() => form.removeListItem('headers', index)}
      >
        <IconX size={16} />
      </ActionIcon>
    </Group>
  );
}
