import { Button, Group, Text } from '@mantine/core';
import { IconRepeat, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { deliveryQuery } from '../api/queries.ts';
import type { DeliveryDetail } from '../api/types.ts';
import { Code } from '../parts/code.tsx';
import { Due } from '../parts/due.tsx';
import { EndpointName } from '../parts/endpoint-name.tsx';
import { Loaded } from '../parts/feedback.tsx';
import { Note } from '../parts/note.tsx';
import { Page, Panel } from '../parts/page.tsx';
import type { Tone } from '../parts/tone.ts';
import { useKeys } from '../parts/use-keys.ts';
import { AttemptPanel } from './attempt-panel.tsx';
import { AttemptTimeline } from './attempt-timeline.tsx';
import { DeliveryFacts } from './delivery-facts.tsx';
import { useRepair } from './use-repair.ts';

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

function Delivery({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const [chosen, choose] = useState<number | null>(null);
  const { history } = delivery;
  const attempt = history.find(({ number }) => number === chosen) ?? history.at(-1);
  return (
    <>
      <Verdict delivery={delivery} />
      <div className="split">
        <Panel title="What happened">
          <AttemptTimeline delivery={delivery} chosen={attempt?.number ?? null} choose={choose} />
        </Panel>
        <DeliveryFacts delivery={delivery} />
      </div>
      {attempt && <AttemptPanel key={attempt.number} attempt={attempt} />}
      <Panel title="The event’s data">
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

/** Why it will be tried again, and when, or why not: the first thing to know. */
function Verdict({ delivery }: { readonly delivery: DeliveryDetail }): ReactElement {
  const { state, retry_reason: reason, retry_at: at } = delivery;
  return (
    <Note tone={TONES[state]}>
      {reason}
      {state === 'failed' && ' Once the target is put right, redeliver it.'}
      {at !== null && (
        <>
          {' '}
          Next try <Due at={at} />.
        </>
      )}
    </Note>
  );
}

function Actions({ delivery: { id, state } }: { readonly delivery: DeliveryDetail }): ReactElement {
  const repair = useRepair();
  const open = state === 'pending' || state === 'sending';
  const redeliver = (): void => {
    if (!open) repair.mutate({ id, action: 'redeliver' });
  };
  useKeys([['r', redeliver]]);
  return open ? (
    <Button
      variant="default"
      leftSection={<IconX size={15} />}
      loading={repair.isPending}
      disabled={state === 'sending'}
      onClick={() => repair.mutate({ id, action: 'cancel' })}
    >
      Cancel the delivery
    </Button>
  ) : (
    <Button leftSection={<IconRepeat size={15} />} loading={repair.isPending} onClick={redeliver}>
      Redeliver
    </Button>
  );
}
