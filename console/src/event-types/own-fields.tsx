import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import type { EventType } from '../api/types.ts';
import type { FieldName } from './entry-form.ts';
import type { TypeForm } from './use-type-form.ts';
import { beneath } from './words.ts';

interface OwnProps {
  readonly type: EventType;
  readonly form: TypeForm;
}

/** Names the fields that the API and the config file set; each of the API can be taken out by itself. */
export function OwnFields({ type, form }: OwnProps): ReactElement | null {
  const { api, file } = type.overrides;
  if (api.length + file.length === 0) return null;
  return (
    <div className="note">
      {api.length > 0 && (
        <Group gap={6} align="center">
          <Text size="sm">Set by the API:</Text>
          {(api as FieldName[]).map((name) => (
            <Own key={name} name={name} form={form} beneath={beneath(type)} />
          ))}
        </Group>
      )}
      {file.length > 0 && (
        <Text size="sm" mt={api.length > 0 ? 6 : 0}>
          Set by the config file: {file.join(', ')}. A field that you change here wins over the file.
        </Text>
      )}
    </div>
  );
}

interface OwnOneProps extends Pick<OwnProps, 'form'> {
  readonly name: FieldName;
  readonly beneath: string;
}

function Own({ name, form: { reset, toggleReset }, beneath: source }: OwnOneProps): ReactElement {
  const isReset = reset.has(name);
  return (
    <Button
      variant="default"
      size="compact-xs"
      rightSection={isReset ? <IconArrowBackUp size={12} /> : <IconX size={12} />}
      aria-label={isReset ? `Keep ${name}` : `Reset ${name}`}
      title={isReset ? `Keep the value of the API` : `Return to the value of ${source} with the next save`}
      td={isReset ? 'line-through' : undefined}
      onClick={() => toggleReset(name)}
    >
      {name}
    </Button>
  );
}
