import { useDisclosure } from '@mantine/hooks';
import { IconBellOff } from '@tabler/icons-react';
import { Suspense, type ReactElement } from 'react';
import type { Job } from '../api/types.ts';
import { BulkRepair } from '../deliveries/bulk-repair.tsx';
import { useFocusBack } from '../parts/focus.ts';
import { MayButton } from '../parts/may-button.tsx';
import { lazyPart } from '../parts/part.ts';

/** The dialog for mutes, loaded when it is opened. */
const MuteModal = lazyPart(async () => (await import('../mutes/mute-modal.tsx')).MuteModal);

/** What can be done about a job: send its failed deliveries again, cancel those that wait, keep it quiet. */
export function JobActions({ job }: { readonly job: Job }): ReactElement {
  const [muting, mute] = useDisclosure(false);
  const button = useFocusBack<HTMLButtonElement>(muting);
  const count = (of: 'failed' | 'pending'): number =>
    job.events.reduce((sum, { deliveries }) => sum + deliveries[of], 0);
  const of = { job_id: job.job_id };
  return (
    <>
      {count('failed') > 0 && (
        <BulkRepair
          filter={{ ...of, state: 'failed' }}
          labels={{ redeliver: `Redeliver ${count('failed')} failed…` }}
        />
      )}
      {count('pending') > 0 && (
        <BulkRepair
          filter={{ ...of, state: 'pending' }}
          labels={{ retry: 'Retry pending now…', cancel: `Cancel ${count('pending')} pending…` }}
        />
      )}
      <MayButton
        needs="operator"
        ref={button}
        variant="default"
        leftSection={<IconBellOff size={15} />}
        onClick={mute.open}
      >
        Mute job…
      </MayButton>
      <Suspense>{muting && <MuteModal subject={{ jobId: job.job_id }} opened close={mute.close} />}</Suspense>
    </>
  );
}
