import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { ReactElement } from 'react';

interface LeaveDialogProps {
  /** Whether there are unsaved changes. */
  readonly dirty: boolean;
  /** A sentence or two about what becomes of the changes. */
  readonly text: string;
  /** Takes the changes back, where they survive the page; without it, leaving loses them, and a reload asks too. */
  readonly discard?: () => void;
}

/** Asks before another page is opened while changes are not saved. */
export function LeaveDialog({ dirty, text, discard }: LeaveDialogProps): ReactElement {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty && discard === undefined,
    withResolver: true,
  });
  const discardAndLeave = (): void => {
    discard?.();
    proceed?.();
  };
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?">
      <Stack>
        <Text>{text}</Text>
        <Group justify="flex-end">
          <Button variant="subtle" mr="auto" onClick={discardAndLeave}>
            Discard changes
          </Button>
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            Stay
          </Button>
          {discard && <Button onClick={() => proceed?.()}>Leave</Button>}
        </Group>
      </Stack>
    </Modal>
  );
}
