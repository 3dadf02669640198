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
      title="Signing secret"
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text>Copy the secret to the receiver now. It is stored encrypted and will not be shown again.</Text>
        <Code value={secret ?? ''} label="secret" />
        <Group justify="flex-end">
          <Button onClick={close}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
