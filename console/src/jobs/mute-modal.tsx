import { Button, Group, Modal, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { MUTE_SPANS, muteEnd, type MuteSpan } from '../mutes/mute-spans.ts';
import { Problem, notify } from '../parts/feedback.tsx';

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
  const [span, setSpan] = useState<MuteSpan>('1h');
  const [then, setThen] = useState('drop');
  const queries = useQueryClient();
  const mute = useMutation({
    mutationFn: () =>
      api.muteAll({
        job_id: jobId,
        until: new Date(muteEnd(span, Date.now())).toISOString(),
        then: then as 'drop' | 'hold',
      }),
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
        label="Mute for"
        data={[...MUTE_SPANS]}
        value={span}
        onChange={(next) => next !== null && setSpan(next as MuteSpan)}
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
