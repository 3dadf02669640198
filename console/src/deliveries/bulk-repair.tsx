import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRepeat } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api, type Counted, type Repair } from '../api/client.ts';
import type { DeliveryFilter } from '../api/types.ts';
import { Problem } from '../parts/feedback.tsx';
import { Note } from '../parts/note.tsx';
import { plural } from '../parts/format.ts';
import { repairOf, statesToRepair } from './filter-words.ts';
import { OperationProgress } from './operation-progress.tsx';

const WORDS = {
  redeliver: {
    verb: 'Redeliver',
    none: 'No settled delivery matches this filter: there is nothing to send again.',
  },
  cancel: { verb: 'Cancel', none: 'No waiting delivery matches this filter.' },
} as const;

/** Repairs everything the filter matches: first the count, then the deed. */
export function BulkRepair({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const [opened, modal] = useDisclosure(false);
  const action = repairOf(filter.state);
  const { verb } = WORDS[action];
  return (
    <>
      <Button variant="default" leftSection={<IconRepeat size={15} />} onClick={modal.open}>
        {verb} all that match…
      </Button>
      <Modal opened={opened} onClose={modal.close} title={`${verb} all that match`}>
        {opened && <Confirmation action={action} filter={filter} close={modal.close} />}
      </Modal>
    </>
  );
}

interface ConfirmationProps {
  readonly action: Repair;
  readonly filter: DeliveryFilter;
  readonly close: () => void;
}

function Confirmation({ action, filter, close }: ConfirmationProps): ReactElement {
  const wanted = { ...filter, state: statesToRepair(action, filter.state) };
  const counted = useQuery({
    queryKey: ['bulk', action, wanted],
    queryFn: () => api.countForRepair(action, wanted),
    staleTime: 0,
    gcTime: 0,
  });
  const run = useMutation({ mutationFn: () => api.repairAll(action, wanted) });
  if (run.data) return <OperationProgress id={run.data.id} close={close} />;
  const error = run.error ?? counted.error;
  const { verb, none } = WORDS[action];
  return (
    <Stack>
      {error && <Problem error={error} />}
      <Text>{counted.data?.count === 0 ? none : <Sentence action={action} counted={counted.data} />}</Text>
      <Note tone="calm">
        <Filter filter={wanted} />
      </Note>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          Close
        </Button>
        <Button
          color={action === 'cancel' ? 'red' : 'petrol'}
          disabled={!counted.data?.count}
          loading={run.isPending || counted.isLoading}
          onClick={() => run.mutate()}
        >
          {counted.data ? `${verb} ${amount(counted.data)}` : verb}
        </Button>
      </Group>
    </Stack>
  );
}

interface SentenceProps {
  readonly action: Repair;
  readonly counted: Counted | undefined;
}

function Sentence({ action, counted }: SentenceProps): string {
  if (counted === undefined) return 'Counting…';
  return action === 'cancel'
    ? `${amount(counted)} will not be sent any more. Each can still be redelivered later.`
    : `${amount(counted)} will be sent again, under the same delivery ids, so that receivers can tell them from new ones.`;
}

function amount({ count, complete = true }: Counted): string {
  return `${complete ? '' : 'at least '}${plural(count, 'delivery', 'deliveries')}`;
}

function Filter({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  return (
    <>
      {Object.entries(filter).map(([name, value]) => (
        <Text key={name} size="sm" className="break">
          <Text span c="dimmed">
            {name.replaceAll('_', ' ')}:{' '}
          </Text>
          {String(value)}
        </Text>
      ))}
    </>
  );
}
