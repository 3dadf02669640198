import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { mutesQuery } from '../api/queries.ts';
import type { Mute } from '../api/types.ts';
import { Ago, useTime } from '../parts/ago.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import { MayButton } from '../parts/may-button.tsx';
import { Note } from '../parts/note.tsx';

/** The subject of the page whose mutes are shown. */
type Muted = { readonly endpointId: string } | { readonly jobId: string } | { readonly incidentId: string };

/** Mutes that hold: for an endpoint, its own, and those of all endpoints that name no job; for a job or an incident, those of it alone. Each can be ended here. */
export function MuteNotes({ of }: { readonly of: Muted }): readonly ReactElement[] {
  const { data: mutes = [] } = useQuery(mutesQuery);
  return mutes
    .filter((mute) => mute.active && concerns(mute, of))
    .map((mute) => <MuteNote key={mute.id} mute={mute} subject={'incidentId' in of ? 'incident' : 'job'} />);
}

function concerns({ endpoint_id: endpoint, job_id: job }: Mute, of: Muted): boolean {
  // The messages of an incident have its id as their job.
  if ('incidentId' in of) return job === of.incidentId;
  if ('jobId' in of) return job === of.jobId;
  return endpoint === null ? job === null : endpoint === of.endpointId;
}

interface NoteProps {
  readonly mute: Mute;
  readonly subject: 'job' | 'incident';
}

/** A mute, and the button that ends it; nothing once the mute is over. */
function MuteNote({ mute, subject }: NoteProps): ReactElement | null {
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.endMute(mute.id),
    onSuccess: async () => {
      notify('The mute has ended', 'New messages are sent again.');
      await queries.invalidateQueries({ queryKey: ['mutes'] });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
      await queries.invalidateQueries({ queryKey: ['incidents'] });
    },
    onError: (error) => notifyError('The mute was not ended', error),
  });
  const holds = useTime((now) => Date.parse(mute.until) > now);
  if (!holds) return null;
  const button = (
    <MayButton
      needs="operator"
      size="xs"
      variant="default"
      loading={end.isPending}
      onClick={() => end.mutate()}
    >
      End mute
    </MayButton>
  );
  return (
    <Note
      tone="calm"
      title={subject === 'incident' ? 'Notifications are muted' : titleOf(mute)}
      action={button}
    >
      {subject === 'incident' ? 'New messages of this incident are' : whatOf(mute)}{' '}
      {mute.then === 'hold' ? 'kept until the mute ends' : 'dropped; the mute ends'} <Ago at={mute.until} />.{' '}
      {mute.reason !== null && (
        <>
          Reason: <bdi>{mute.reason}</bdi>
        </>
      )}
    </Note>
  );
}

/** A mute that names a type, a job or an error mutes no endpoint as a whole. */
function titleOf({ endpoint_id: endpoint, type, job_id: job, error }: Mute): string {
  if (type === null && job === null && error === null)
    return endpoint === null ? 'All endpoints are muted' : 'Muted';
  return endpoint === null ? 'Some messages are muted at all endpoints' : 'Some messages are muted';
}

function whatOf({ type, job_id: job, error }: Mute): ReactElement {
  return (
    <>
      New messages{type !== null && <> of {type}</>}
      {job !== null && (
        <>
          {' '}
          of the job <bdi>{job}</bdi>
        </>
      )}
      {error !== null && (
        <>
          {' '}
          about <bdi>{error}</bdi>
        </>
      )}{' '}
      are
    </>
  );
}
