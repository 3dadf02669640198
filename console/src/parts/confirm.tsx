import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';

/** A question before something that cannot simply be undone. */
export interface Question {
  readonly title: string;
  readonly text: ReactNode;
  /** What the button that does it says. */
  readonly yes: string;
  readonly no: string;
  readonly dangerous?: boolean;
  readonly act: () => void;
  /** A milder way to reach what may be meant. */
  readonly instead?: { readonly label: string; readonly act: () => void };
}

interface ConfirmProps {
  /** Null: nothing is asked. */
  readonly question: Question | null;
  readonly close: () => void;
}

/** The safe answer has the focus: Enter alone destroys nothing. */
export function Confirm({ question, close }: ConfirmProps): ReactElement {
  // Stays to be read while the dialog goes away.
  const [asked, keep] = useState(question);
  if (question !== null && question !== asked) keep(question);
  return (
    <Modal opened={question !== null} onClose={close} title={asked?.title}>
      {asked && <Answers question={asked} close={close} />}
    </Modal>
  );
}

function Answers({
  question,
  close,
}: {
  readonly question: Question;
  readonly close: () => void;
}): ReactElement {
  const { instead } = question;
  const then = (act: () => void) => (): void => {
    close();
    act();
  };
  return (
    <Stack>
      <Text component="div">{question.text}</Text>
      <Group justify="flex-end">
        {instead && (
          <Button variant="subtle" onClick={then(instead.act)} mr="auto">
            {instead.label}
          </Button>
        )}
        <Button variant="default" onClick={close} data-autofocus>
          {question.no}
        </Button>
        <Button color={question.dangerous ? 'red' : 'petrol'} onClick={then(question.act)}>
          {question.yes}
        </Button>
      </Group>
    </Stack>
  );
}
