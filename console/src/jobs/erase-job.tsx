import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { ErasedCounts } from '../api/types.ts';
import { notify, Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';

interface ModalProps {
  readonly jobId: string;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Erases all that is stored about a job, for admins. */
export function EraseModal({ jobId, opened, close }: ModalProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title="Erase the data of this job?">
      {opened && <EraseForm jobId={jobId} close={close} />}
    </Modal>
  );
}

interface FormProps {
  readonly jobId: string;
  readonly close: () => void;
}

/** Says what is stored, asks for a reason, and erases. */
function EraseForm({ jobId, close }: FormProps): ReactElement {
  const [reason, write] = useState('');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: counts } = useQuery({
    queryKey: ['erasure', jobId],
    queryFn: () => api.countForErasure(jobId),
    gcTime: 0,
    staleTime: 0,
  });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => api.eraseJob(jobId, reason.trim()),
    onSuccess: async () => {
      notify('Erasure started', 'The erasure takes a moment, longer while attempts are in progress.');
      close();
      await navigate({ to: '/events' });
      await queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text>
          {counts ? `${countWords(counts)} are deleted.` : 'Events, deliveries and attempts are deleted.'}{' '}
          Queued deliveries are cancelled first. This cannot be undone. Backups and what endpoints received
          are not changed.
        </Text>
        <TextInput
          label="Reason"
          description="For the audit log, which keeps a digest of the job’s id. Do not name the person."
          value={reason}
          onChange={(event) => write(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
        {error && <Problem error={error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" color="red" loading={isPending} disabled={reason.trim() === ''}>
            Erase data
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function countWords({ events, deliveries, attempts }: ErasedCounts): string {
  return `${plural(events, 'event')}, ${plural(deliveries, 'delivery', 'deliveries')} and ${plural(attempts, 'attempt')}`;
}
