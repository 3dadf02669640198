import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Code } from '../parts/code.tsx';

/** A secret, shown this once. */
export function SecretModal({
  secret,
  close,
}: {
  readonly secret: string | null;
  readonly close: () => void;
}): ReactElement {
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      title="The signing secret"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text>Put it into the receiver now. It is stored encrypted and is not shown again.</Text>
        <Code value={secret ?? ''} label="secret" />
        <Group justify="flex-end">
          <Button onClick={close}>I have it</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
