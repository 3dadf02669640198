import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState, type ReactElement, type ReactNode } from 'react';

/** A question before an action that cannot simply be undone. */
export interface Question {
  readonly title: string;
  readonly text: ReactNode;
  /** Label of the button that performs the action. */
  readonly confirmLabel: string;
  readonly no: string;
  readonly dangerous?: boolean;
  readonly act: () => void;
  /** A milder action that the person may have meant. */
  readonly alternative?: { readonly label: string; readonly act: () => void };
}

interface ConfirmProps {
  /** Question; null: the dialog is closed. */
  readonly question: Question | null;
  readonly close: () => void;
}

/** Asks the question. The safe answer has the focus, so that Enter alone destroys nothing. */
export function Confirm({ question, close }: ConfirmProps): ReactElement {
  // The question stays readable while the dialog closes.
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
  const { alternative } = question;
  const then = (act: () => void) => (): void => {
    close();
    act();
  };
  return (
    <Stack>
      <Text component="div">{question.text}</Text>
      <Group justify="flex-end">
        {alternative && (
          <Button variant="subtle" onClick={then(alternative.act)} mr="auto">
            {alternative.label}
          </Button>
        )}
        <Button variant="default" onClick={close} data-autofocus>
          {question.no}
        </Button>
        <Button color={question.dangerous ? 'red' : 'petrol'} onClick={then(question.act)}>
          {question.confirmLabel}
        </Button>
      </Group>
    </Stack>
  );
}
