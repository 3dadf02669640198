import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useKeptText } from '../parts/kept.ts';

interface RemarkProps {
  /** The key under which the note is kept until it is saved. */
  readonly draft: string;
  /** Null: the dialog is closed. */
  readonly kind: 'acknowledge' | 'note' | null;
  readonly close: () => void;
  readonly save: (note: string) => void;
}

/** Asks for a note; an incident is acknowledged without one too. */
export function RemarkModal({ kind, close, ...props }: RemarkProps): ReactElement {
  // The dialog keeps its words while it closes.
  const [shown, keep] = useState(kind);
  if (kind !== null && kind !== shown) keep(kind);
  const title = shown === 'note' ? 'Add a note' : 'Acknowledge the incident';
  return (
    <Modal opened={kind !== null} onClose={close} title={title}>
      {shown && <Fields kind={shown} close={close} {...props} />}
    </Modal>
  );
}

interface FieldsProps extends Omit<RemarkProps, 'kind'> {
  readonly kind: 'acknowledge' | 'note';
}

function Fields({ draft, kind, close, save }: FieldsProps): ReactElement {
  const [note, write] = useKeptText(draft);
  const text = note.trim();
  const isNote = kind === 'note';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save(text);
      }}
    >
      <Stack>
        <Textarea
          label="Note"
          description={isNote ? undefined : 'Optional: what is being done about the incident.'}
          maxLength={1_000}
          autosize
          minRows={3}
          data-autofocus
          value={note}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              write('');
              close();
            }}
          >
            Cancel
          </Button>
          <Button type="submit" disabled={isNote && text === ''}>
            {isNote ? 'Add note' : 'Acknowledge'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
