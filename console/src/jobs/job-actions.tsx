import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBellOff, IconEraser, IconPlayerTrackNext, IconRepeat, IconX } from '@tabler/icons-react';
import { Suspense, useState, type ReactElement } from 'react';
import type { Job } from '../api/types.ts';
import { RepairDialog, type AskedRepair } from '../deliveries/bulk-repair.tsx';
import { useIsDeleted } from '../parts/endpoint-name.tsx';
import { useFocusBack } from '../parts/focus.ts';
import { MayButton } from '../parts/may-button.tsx';
import { MayItem } from '../parts/may-item.tsx';
import { lazyPart } from '../parts/part.ts';
import { MoreMenu } from '../parts/more-menu.tsx';
import { EraseModal } from './erase-job.tsx';

/** The dialog for mutes, loaded when it is opened. */
const MuteModal = lazyPart(async () => (await import('../mutes/mute-modal.tsx')).MuteModal);

interface ActionsProps {
  readonly jobId: string;
  /** Undefined until the job is loaded. */
  readonly job: Job | undefined;
}

/** Shows the actions on a job: its first remedy as a button, all others in a menu. */
export function JobActions({ jobId, job }: ActionsProps): ReactElement {
  const [asked, ask] = useState<AskedRepair | null>(null);
  const [muting, mute] = useDisclosure(false);
  const [erasing, erase] = useDisclosure(false);
  const [remedy, ...others] = repairsOf(jobId, job, useIsDeleted());
  const button = useFocusBack<HTMLButtonElement>(
    muting || erasing || (asked !== null && asked !== remedy?.repair),
  );
  return (
    <>
      {remedy && (
        <MayButton
          needs="operator"
          variant="default"
          leftSection={<remedy.icon size={15} />}
          onClick={() => ask(remedy.repair)}
        >
          {remedy.label}
        </MayButton>
      )}
      <MoreMenu button={button}>
        {others.map(({ label, icon: Icon, repair }) => (
          <MayItem key={label} needs="operator" leftSection={<Icon size={16} />} onClick={() => ask(repair)}>
            {label}
          </MayItem>
        ))}
        <MayItem needs="operator" leftSection={<IconBellOff size={16} />} onClick={mute.open}>
          Mute job…
        </MayItem>
        <Menu.Divider />
        <MayItem needs="admin" c="var(--bad)" leftSection={<IconEraser size={16} />} onClick={erase.open}>
          Erase data…
        </MayItem>
      </MoreMenu>
      <RepairDialog repair={asked} close={() => ask(null)} />
      <Suspense>{muting && <MuteModal subject={{ jobId }} opened close={mute.close} />}</Suspense>
      <EraseModal jobId={jobId} opened={erasing} close={erase.close} />
    </>
  );
}

interface OfferedRepair {
  readonly label: string;
  readonly icon: typeof IconX;
  readonly repair: AskedRepair;
}

/** The repairs of deliveries that a job has, the most useful first. Nothing is sent again to a deleted endpoint. */
function repairsOf(
  jobId: string,
  job: Job | undefined,
  isDeleted: (endpointId: string) => boolean,
): readonly OfferedRepair[] {
  const count = (of: 'failed' | 'pending'): number =>
    job?.events.reduce((sum, { deliveries }) => sum + deliveries[of], 0) ?? 0;
  const lost = job?.events
    .flatMap(({ deliveries_list: list }) => list)
    .filter(({ state, endpoint_id: id }) => state === 'failed' && isDeleted(id));
  const redeliverable = count('failed') - (lost?.length ?? 0);
  const failed = { job_id: jobId, state: 'failed' };
  const pending = { job_id: jobId, state: 'pending' };
  const offered: OfferedRepair[] = [];
  if (redeliverable > 0)
    offered.push({
      label: `Redeliver ${redeliverable} failed…`,
      icon: IconRepeat,
      repair: { action: 'redeliver', filter: failed },
    });
  if (count('pending') > 0)
    offered.push(
      {
        label: `Retry ${count('pending')} pending now…`,
        icon: IconPlayerTrackNext,
        repair: { action: 'retry', filter: pending },
      },
      {
        label: `Cancel ${count('pending')} pending…`,
        icon: IconX,
        repair: { action: 'cancel', filter: pending },
      },
    );
  return offered;
}
