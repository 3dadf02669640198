import { Group, Text } from '@mantine/core';
import { IconPlayerTrackNext, IconRepeat, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { deliveryQuery, endpointsQuery } from '../api/queries.ts';
import type { DeliveryDetail } from '../api/types.ts';
import { useProbe } from '../endpoints/use-probe.ts';
import { Code } from '../parts/code.tsx';
import { Due } from '../parts/due.tsx';
import { EndpointName, useIsDeleted } from '../parts/endpoint-name.tsx';
import { HELD_WORDS } from '../parts/held-words.ts';
import { Loaded } from '../parts/feedback.tsx';
import { capitalised } from '../parts/format.ts';
import { Note } from '../parts/note.tsx';
import { Page, Panel } from '../parts/page.tsx';
import type { Tone } from '../parts/tone.ts';
import { useKeys } from '../parts/use-keys.ts';
import { AttemptPanel } from './attempt-panel.tsx';
import { AttemptTimeline } from './attempt-timeline.tsx';
import { DigestMembers } from './digest-members.tsx';
import { DeliveryFacts } from './delivery-facts.tsx';
import { useRepair } from './use-repair.ts';
import { MayButton } from '../parts/may-button.tsx';
import { useRefusal } from '../parts/roles.ts';

const route = getRouteApi('/app/deliveries/$id');

export function DeliveryPage(): ReactElement {
  const { id } = route.useParams();
  const query = useQuery(deliveryQuery(id));
  return (
    <Page
      title={query.data ? query.data.event : 'Delivery'}
      lead={<Lead delivery={query.data} />}
      actions={query.data && <Actions delivery={query.data} />}
    >
      <Loaded query={query} height={420}>
        {(delivery) => <Delivery key={delivery.id} delivery={delivery} />}
      </Loaded>
    </Page>
  );
}

function Lead({ delivery }: { readonly delivery: DeliveryDetail | undefined }): ReactElement {
  return (
    <Group gap={8}>
      <Link to="/deliveries" className="link">
        Deliveries
      </Link>
      {delivery && (
        <Text span inherit className="break">
          to <EndpointName delivery={delivery} />
        </Text>
      )}
    </Group>
  );
}

/** Type of the event that tells of many deliveries. */
const DIGEST = 'webhook.digest';

/** The deliveries that a digest says it tells of; null while it gathers. */
function countOf({ data }: DeliveryDetail): number | null {
  const { count } = data as { readonly count?: unknown };
  return typeof count === 'number' ? count : null;
}

function Delivery({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const [chosen, choose] = useState<number | null>(null);
  const { history } = delivery;
  const attempt = history.find(({ number }) => number === chosen) ?? history.at(-1);
  return (
    <>
      <Verdict delivery={delivery} />
      <div className="split">
        <Panel title="Timeline">
          <AttemptTimeline delivery={delivery} chosen={attempt?.number ?? null} choose={choose} />
        </Panel>
        <DeliveryFacts delivery={delivery} />
      </div>
      {delivery.event === DIGEST && <DigestMembers id={delivery.id} count={countOf(delivery)} />}
      {attempt && <AttemptPanel key={attempt.number} attempt={attempt} />}
      <Panel title="Event data">
        <Code value={JSON.stringify(delivery.data, null, 2)} label="data" />
      </Panel>
    </>
  );
}

const TONES: Readonly<Record<DeliveryDetail['state'], Tone>> = {
  pending: 'warn',
  sending: 'warn',
  delivered: 'good',
  failed: 'bad',
  cancelled: 'calm',
};

/** Tells first whether and when the delivery goes on, what holds it, or why it ended. */
function Verdict({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const { state, retry_reason: reason, retry_at: at, held_reason: held } = delivery;
  const { held_by: by, held_until: until } = delivery;
  const isDeleted = useIsDeleted()(delivery.endpoint_id);
  return (
    <Note tone={TONES[state]} action={by === 'breaker' && <ProbeButton endpointId={delivery.endpoint_id} />}>
      {held ?? reason}
      {state === 'failed' &&
        (isDeleted
          ? ' The endpoint is deleted, so the delivery cannot be sent again.'
          : ' Fix the endpoint, then redeliver.')}
      {by !== null && until !== null && (
        <>
          {' '}
          {capitalised(HELD_WORDS[by][1])} <Due at={until} passed="due now" />.
        </>
      )}
      {held === null && at !== null && (
        <>
          {' '}
          Next attempt <Due at={at} passed="due now" />.
        </>
      )}
    </Note>
  );
}

/** Offers a probe, because an open circuit holds retries too until a probe succeeds. */
function ProbeButton({ endpointId }: { readonly endpointId: string }): ReactElement | null {
  const { data: endpoints = [] } = useQuery(endpointsQuery);
  const probe = useProbe();
  const endpoint = endpoints.find(({ id }) => id === endpointId);
  if (endpoint?.breaker !== 'open') return null;
  return (
    <MayButton
      needs="operator"
      size="xs"
      loading={probe.isPending}
      onClick={() => probe.mutate({ endpoint })}
    >
      Probe now
    </MayButton>
  );
}

function Actions({
  delivery: { id, state, endpoint_id: endpointId },
}: {
  readonly delivery: DeliveryDetail;
}): ReactElement {
  const isDeleted = useIsDeleted()(endpointId);
  const repair = useRepair();
  const cancel = useRepair();
  const open = state === 'pending' || state === 'sending';
  const action = open ? 'retry' : 'redeliver';
  const refused = useRefusal('operator') !== null;
  const send = (): void => {
    if (state !== 'sending' && !refused && !isDeleted) repair.mutate({ id, action });
  };
  useKeys([['r', send]]);
  return (
    <>
      {open && (
        <MayButton
          needs="operator"
          variant="default"
          leftSection={<IconX size={15} />}
          loading={cancel.isPending}
          disabled={state === 'sending'}
          onClick={() => cancel.mutate({ id, action: 'cancel' })}
        >
          Cancel delivery
        </MayButton>
      )}
      {!isDeleted && (
        <MayButton
          needs="operator"
          leftSection={open ? <IconPlayerTrackNext size={15} /> : <IconRepeat size={15} />}
          loading={repair.isPending}
          disabled={state === 'sending'}
          onClick={send}
        >
          {open ? 'Retry now' : 'Redeliver'}
        </MayButton>
      )}
    </>
  );
}
