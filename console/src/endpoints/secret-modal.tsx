import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Code } from '../parts/code.tsx';
import { visible } from '../parts/format.ts';

interface SecretProps {
  readonly secret: string | null;
  /** Name of the endpoint, where the page does not say it; absent: it does. */
  readonly of?: string | undefined;
  readonly close: () => void;
}

/** A secret, shown this once. */
export function SecretModal({ secret, of, close }: SecretProps): ReactElement {
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      title={of === undefined ? 'Signing secret' : `Signing secret of ${visible(of)}`}
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
