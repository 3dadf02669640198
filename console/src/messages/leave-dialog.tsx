import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactElement } from 'react';

interface LeaveDialogProps {
  /** Whether there are unsaved changes. */
  readonly dirty: boolean;
  readonly discard: () => void;
}

/** Asks before another page is opened while changes are not saved. A reload does not ask: the changes survive it. */
export function LeaveDialog({ dirty, discard }: LeaveDialogProps): ReactElement {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: false,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?">
      <Stack>
        <Text>
          Messages keep the saved texts. Your changes stay in this tab: they are here again when you come
          back.
        </Text>
        <Group justify="flex-end">
          <Button
            variant="subtle"
            mr="auto"
            onClick={() => {
              discard();
              proceed?.();
            }}
          >
            Discard changes
          </Button>
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            Stay
          </Button>
          <Button onClick={() => proceed?.()}>Leave</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
