import type { EndpointSwitch } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import type { Question } from '../parts/confirm.tsx';
import { visible } from '../parts/format.ts';

/** Says what disabling drops, and offers to pause, which drops nothing. */
export function disableQuestion(endpoint: Endpoint, act: (action: EndpointSwitch) => void): Question {
  const pause = { label: 'Pause instead', act: () => act('pause') };
  return {
    title: `Disable ${visible(endpoint.name)}?`,
    text: (
      <>
        New events are skipped: <bdi>{endpoint.name}</bdi> does not receive them unless you replay them later.
        Queued deliveries are kept. Pausing keeps new events too, and delivers them once you resume.
      </>
    ),
    confirmLabel: 'Disable endpoint',
    no: 'Cancel',
    dangerous: true,
    act: () => act('disable'),
    ...(endpoint.state === 'enabled' && { alternative: pause }),
  };
}
