import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { mutesQuery } from '../api/queries.ts';
import { Ago } from '../parts/ago.tsx';
import { notifyError } from '../parts/feedback.tsx';
import { Note } from '../parts/note.tsx';

/** Tells of the mutes of a job, and ends them; nothing where there are none. */
export function JobMutes({ jobId }: { readonly jobId: string }): ReactElement {
  const { data: mutes = [] } = useQuery(mutesQuery);
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => api.endMute(id),
    onSuccess: async () => queries.invalidateQueries({ queryKey: ['mutes'] }),
    onError: (error) => notifyError('The mute was not ended', error),
  });
  return (
    <>
      {mutes
        .filter(({ active, job_id: job }) => active && job === jobId)
        .map(({ id, until, then, reason }) => (
          <Note
            key={id}
            tone="calm"
            title="Muted"
            action={
              <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(id)}>
                End mute
              </Button>
            }
          >
            New messages about this job are {then === 'hold' ? 'held' : 'dropped'}. The mute ends{' '}
            <Ago at={until} />.{reason !== null && ` ${reason}`}
          </Note>
        ))}
    </>
  );
}
