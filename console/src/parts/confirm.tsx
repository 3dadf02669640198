import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

/** A question before something that cannot simply be undone. */
export interface Question {
  readonly title: string;
  readonly text: ReactNode;
  /** What the button that does it says. */
  readonly yes: string;
  readonly no: string;
  readonly dangerous?: boolean;
  readonly act: () => void;
}

interface ConfirmProps {
  /** Null: nothing is asked. */
  readonly question: Question | null;
  readonly close: () => void;
}

export function Confirm({ question, close }: ConfirmProps): ReactElement | null {
  if (question === null) return null;
  const act = (): void => {
    close();
    question.act();
  };
  return (
    <Modal opened onClose={close} title={question.title}>
      <Stack>
        <Text component="div">{question.text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {question.no}
          </Button>
          <Button color={question.dangerous ? 'red' : 'petrol'} onClick={act} data-autofocus>
            {question.yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
