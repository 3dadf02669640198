import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { Problem, notify } from '../parts/feedback.tsx';

const HOUR_MS = 3_600_000;
const SPANS = [
  { value: '1', label: '1 hour' },
  { value: '8', label: '8 hours' },
  { value: '24', label: '24 hours' },
  { value: '168', label: '7 days' },
];
const THEN = [
  { value: 'drop', label: 'Drop messages' },
  { value: 'hold', label: 'Hold until the end' },
];

interface MuteProps {
  readonly jobId: string;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Asks for how long all endpoints are to keep quiet about one job. */
export function MuteModal({ opened, close, jobId }: MuteProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title="Mute this job">
      <Mute jobId={jobId} close={close} />
    </Modal>
  );
}

function Mute({ jobId, close }: Pick<MuteProps, 'jobId' | 'close'>): ReactElement {
  const [hours, setHours] = useState('1');
  const [then, setThen] = useState('drop');
  const queries = useQueryClient();
  const mute = useMutation({
    mutationFn: () =>
      api.mute({ job_id: jobId, for_ms: Number(hours) * HOUR_MS, then: then as 'drop' | 'hold' }),
    onSuccess: async () => {
      notify('Job muted', 'No endpoint posts new messages about this job until the mute ends.');
      close();
      await queries.invalidateQueries({ queryKey: ['mutes'] });
    },
  });
  return (
    <Stack>
      <Text>
        All endpoints keep quiet about this job. Edits of messages that are already there go on. The mute ends
        by itself.
      </Text>
      <Select
        label="For"
        data={SPANS}
        value={hours}
        onChange={(next) => next !== null && setHours(next)}
        allowDeselect={false}
      />
      <SegmentedControl
        data={THEN}
        value={then}
        onChange={setThen}
        aria-label="What becomes of new messages"
      />
      {mute.error && <Problem error={mute.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button loading={mute.isPending} onClick={() => mute.mutate()}>
          Mute job
        </Button>
      </Group>
    </Stack>
  );
}
