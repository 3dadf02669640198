import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type EndpointSwitch } from '../api/client.ts';
import type { Endpoint } from '../api/types.ts';
import { visible } from '../parts/format.ts';
import { notify, notifyError } from '../parts/feedback.tsx';
import { offerReplay } from './replay-offer.ts';

const DONE: Readonly<Record<EndpointSwitch, string>> = {
  enable: 'is enabled',
  disable: 'is disabled',
  pause: 'is paused',
  resume: 'is resumed',
};

const QUEUED = 'New events are queued until you resume the endpoint.';

/** Tells the effect on new events, by the state that the endpoint has then: one may be paused and disabled. */
const MEANS: Readonly<Record<EndpointSwitch, Partial<Readonly<Record<Endpoint['state'], string>>>>> = {
  enable: {
    enabled: 'New events are delivered again.',
    paused: `The endpoint is still paused. ${QUEUED}`,
  },
  disable: { disabled: 'New events are skipped; queued deliveries are kept.' },
  pause: {
    paused: QUEUED,
    disabled: 'The endpoint is disabled, too: new events are skipped until it is enabled.',
  },
  resume: {},
};

interface Change {
  readonly endpoint: Endpoint;
  readonly action: EndpointSwitch;
}

/** Enables, disables, pauses or resumes an endpoint and says so; after enabling, skipped events are offered for replay. */
export function useEndpointSwitch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ endpoint, action }: Change) => api.switchEndpoint(endpoint.id, action),
    onSuccess: async (answer, { endpoint, action }) => {
      notify(
        `${visible(endpoint.name)} ${DONE[action]}`,
        saidBy(answer) ?? MEANS[action][answer.endpoint.state],
      );
      if (action === 'enable') void offerSkipped(endpoint);
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error, { endpoint, action }) =>
      notifyError(`${visible(endpoint.name)}: cannot ${action}`, error),
  });
}

/** Reads the gateway's own sentence about what comes next, if the answer has one. */
function saidBy(answer: object): string | undefined {
  return 'message' in answer && typeof answer.message === 'string' ? answer.message : undefined;
}

/** Offers a replay where events were skipped; not where they cannot be counted. */
async function offerSkipped(endpoint: Endpoint): Promise<void> {
  const since = endpoint.disabled_at;
  if (since === null) return;
  try {
    const { count, there_already: there = 0 } = await api.countForReplay(endpoint.id, { from: since });
    if (count > there) offerReplay({ endpoint, since });
  } catch {
    // “Replay events…” in the endpoint's menu does the same.
  }
}
