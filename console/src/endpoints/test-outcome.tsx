import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Endpoint, TestOffer, TestOutcome as Outcome } from '../api/types.ts';
import { Explanation } from '../parts/explanation.tsx';
import { duration } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';
import { Note } from '../parts/note.tsx';
import { Mark } from '../parts/state.tsx';
import { useProbe } from './use-probe.ts';

/** Shows the result of a test; a failure with its cause, what to do, and the raw text folded away. */
export function TestOutcome({ outcome }: { readonly outcome: Outcome }): ReactElement {
  const { test_result: result, explanation } = outcome;
  const { success, status, duration: ms, message, error } = result;
  const answered = status === 0 ? '' : `HTTP ${status} in ${duration(ms)}`;
  return (
    <div role="status">
      <Text fw={500} component="div">
        <Mark tone={success ? 'good' : 'bad'}>{success ? 'Test delivered' : 'Test failed'}</Mark>
      </Text>
      {answered !== '' && (
        <Text size="sm" c="dimmed">
          {answered}
        </Text>
      )}
      {!success && <Explanation explanation={explanation} message={message} code={error} status={status} />}
    </div>
  );
}

interface OfferProps {
  readonly endpoint: Endpoint;
  readonly offer: TestOffer;
}

/** Offers a probe after a successful test of an endpoint whose circuit is open. */
export function ResumeOffer({ endpoint, offer }: OfferProps): ReactElement {
  const probe = useProbe();
  const button = (
    <MayButton
      needs="operator"
      size="xs"
      loading={probe.isPending}
      onClick={() => probe.mutate({ endpoint, by: offer.with })}
    >
      Resume now
    </MayButton>
  );
  return (
    <Note tone="good" title="The endpoint responds again" action={button}>
      {offer.message}
    </Note>
  );
}
