import '@mantine/core/styles/NumberInput.css';
import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlayerTrackNext, IconRepeat, IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api, type Counted } from '../api/client.ts';
import type { DeliveryFilter, Repair } from '../api/types.ts';
import { Problem } from '../parts/feedback.tsx';
import { plural } from '../parts/format.ts';
import { Note } from '../parts/note.tsx';
import { DryRunEndpoints } from './dry-run-endpoints.tsx';
import { repairsOf, statesToRepair } from './filter-words.ts';
import { OperationProgress } from './operation-progress.tsx';
import { MayButton } from '../parts/may-button.tsx';

const WORDS = {
  redeliver: { verb: 'Redeliver', none: 'No finished delivery matches this filter.', icon: IconRepeat },
  retry: { verb: 'Retry', none: 'No pending delivery matches this filter.', icon: IconPlayerTrackNext },
  cancel: { verb: 'Cancel', none: 'No pending delivery matches this filter.', icon: IconX },
} as const;

/** A repair that a person is asked about. */
export interface AskedRepair {
  readonly action: Repair;
  readonly filter: DeliveryFilter;
}

/** Buttons that repair all deliveries that match the filter, after showing their number. */
export function BulkRepair({ filter }: { readonly filter: DeliveryFilter }): ReactElement {
  const [asked, ask] = useState<AskedRepair | null>(null);
  return (
    <>
      {repairsOf(filter).map((action) => {
        const { verb, icon: Icon } = WORDS[action];
        return (
          <MayButton
            needs="operator"
            key={action}
            variant="default"
            leftSection={<Icon size={15} />}
            onClick={() => ask({ action, filter })}
          >
            {`${verb} matching…`}
          </MayButton>
        );
      })}
      <RepairDialog repair={asked} close={() => ask(null)} />
    </>
  );
}

interface DialogProps {
  /** Null: the dialog is closed. */
  readonly repair: AskedRepair | null;
  readonly close: () => void;
  /** Called once the repair has begun; the dialog goes on to show its progress. */
  readonly onBegun?: () => void;
}

/** Counts the deliveries of a repair, and repairs them once a person agrees. */
export function RepairDialog({ repair, close, onBegun }: DialogProps): ReactElement {
  // The question stays readable while the dialog closes.
  const [shown, keep] = useState(repair);
  if (repair !== null && repair !== shown) keep(repair);
  const which = shown?.filter.id === undefined ? 'matching deliveries' : 'selected deliveries';
  return (
    <Modal opened={repair !== null} onClose={close} title={shown && `${WORDS[shown.action].verb} ${which}`}>
      {repair !== null && <Confirmation {...repair} close={close} onBegun={onBegun} />}
    </Modal>
  );
}

interface ConfirmationProps {
  readonly action: Repair;
  readonly filter: DeliveryFilter;
  readonly close: () => void;
  readonly onBegun: (() => void) | undefined;
}

function Confirmation({ action, filter, close, onBegun }: ConfirmationProps): ReactElement {
  const wanted = { ...filter, state: statesToRepair(action, filter.state) };
  const [rate, setRate] = useState<number | string>('');
  const counted = useQuery({
    queryKey: ['bulk', action, wanted],
    queryFn: () => api.countForRepair(action, wanted),
    staleTime: 0,
    gcTime: 0,
  });
  const run = useMutation({
    mutationFn: () => api.repairAll(action, wanted, rate === '' ? null : Number(rate)),
    onSuccess: onBegun,
  });
  if (run.data) return <OperationProgress id={run.data.id} close={close} />;
  const error = run.error ?? counted.error;
  const { verb, none } = WORDS[action];
  return (
    <Stack>
      {error && <Problem error={error} />}
      <Text>{counted.data?.count === 0 ? none : <Sentence action={action} counted={counted.data} />}</Text>
      {wanted.id === undefined && (
        <Note tone="calm">
          <Filter filter={wanted} />
        </Note>
      )}
      {counted.data && <DryRunEndpoints counted={counted.data} />}
      {action !== 'cancel' && (
        <NumberInput
          label="Rate (deliveries per second)"
          description="Leave blank to send as fast as the endpoints’ limits allow."
          min={1}
          max={1_000}
          allowDecimal={false}
          allowNegative={false}
          hideControls
          value={rate}
          onChange={setRate}
        />
      )}
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
  if (action === 'cancel') return `${amount(counted)} will not be sent. They can still be redelivered later.`;
  return action === 'retry'
    ? `${amount(counted)} will be retried now instead of at the scheduled time. No extra attempts are used.`
    : `${amount(counted)} will be sent again under the same delivery IDs, so receivers can deduplicate.`;
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
