import type { ReactElement } from 'react';
import type { Delivery, Repair } from '../api/types.ts';
import { MayButton } from '../parts/may-button.tsx';
import type { AskedRepair } from './bulk-repair.tsx';

const VERBS: Readonly<Record<Repair, string>> = {
  redeliver: 'Redeliver',
  retry: 'Retry now',
  cancel: 'Cancel',
};

interface SelectedProps {
  readonly deliveries: readonly Delivery[];
  readonly ask: (repair: AskedRepair) => void;
}

/** Offers for chosen deliveries what can be done to some of them, with their number. */
export function RepairSelected({ deliveries, ask }: SelectedProps): ReactElement {
  const pending = deliveries.filter(({ state }) => state === 'pending');
  const finished = deliveries.filter(({ state }) => state !== 'pending' && state !== 'sending');
  const offers: readonly (readonly [Repair, readonly Delivery[]])[] = [
    ['redeliver', finished],
    ['retry', pending],
    ['cancel', pending],
  ];
  return (
    <>
      {offers.map(([action, those]) =>
        those.length === 0 ? null : (
          <MayButton
            needs="operator"
            key={action}
            variant="default"
            size="xs"
            onClick={() => ask({ action, filter: filterOf(those) })}
          >
            {`${VERBS[action]} ${those.length}…`}
          </MayButton>
        ),
      )}
    </>
  );
}

/** The filter of exactly these deliveries, in the states that they had when they were chosen. */
function filterOf(deliveries: readonly Delivery[]): AskedRepair['filter'] {
  return {
    id: deliveries.map(({ id }) => id).join(','),
    state: [...new Set(deliveries.map(({ state }) => state))].join(','),
  };
}
