import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { mutesQuery } from '../api/queries.ts';
import { MuteNote } from '../mutes/mute-notes.tsx';
import { useNow } from '../parts/ago.tsx';

/** The mutes that hold for one job alone, at one endpoint or all; nothing where there are none. */
export function JobMutes({ jobId }: { readonly jobId: string }): ReactElement {
  const { data: mutes = [] } = useQuery(mutesQuery);
  const now = useNow();
  const holding = mutes.filter(
    ({ active, until, job_id: job }) => active && job === jobId && Date.parse(until) > now,
  );
  return (
    <>
      {holding.map((mute) => (
        <MuteNote key={mute.id} mute={mute} />
      ))}
    </>
  );
}
