import { Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactElement } from 'react';
import { EventFields, FoldedPolicy, type FieldsProps } from './endpoint-fields.tsx';
import { OptionFields } from './option-fields.tsx';

export function EventsStep({
  form,
  adapter,
  next,
}: FieldsProps & { readonly next: () => void }): ReactElement {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    next();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack className="panel" p="lg" maw={640}>
        <EventFields form={form} />
        <OptionFields form={form} adapter={adapter} />
        <FoldedPolicy form={form} adapter={adapter} />
        <Group justify="flex-end">
          <Button type="submit">Next: preview</Button>
        </Group>
      </Stack>
    </form>
  );
}
