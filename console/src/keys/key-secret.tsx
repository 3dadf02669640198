import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactElement } from 'react';
import { Code } from '../parts/code.tsx';

/** A key that was just made, with its text. */
export interface ShownKey {
  readonly name: string;
  readonly secret: string;
}

/** Shows a key, this once. */
export function KeySecret({
  shown,
  close,
}: {
  readonly shown: ShownKey | null;
  readonly close: () => void;
}): ReactElement {
  return (
    <Modal
      opened={shown !== null}
      onClose={close}
      title={`Key ${shown?.name ?? ''}`}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text>Copy the key now. The gateway keeps a digest only, so it will not be shown again.</Text>
        <Code value={shown?.secret ?? ''} label="key" />
        <Group justify="flex-end">
          <Button onClick={close}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
