import '@mantine/core/styles/Stepper.css';
import { Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Suspense, useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Check } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { useNewDraft } from '../messages/use-new-draft.ts';
import { Note } from '../parts/note.tsx';
import { Page } from '../parts/page.tsx';
import { lazyPart } from '../parts/part.ts';
import { RefusalNote } from '../parts/refusal-note.tsx';
import { errorMessage } from '../parts/refusals.ts';
import { useRefusal } from '../parts/roles.ts';
import { AddressStep } from './address-step.tsx';
import { EventsStep } from './events-step.tsx';
import { draftOf, EMPTY } from './form-values.ts';
import { readForm, useKeptForm } from './use-kept-form.ts';
import { showFaults, stepOf, useEndpointForm } from './use-endpoint-form.ts';
import { Loading } from '../parts/feedback.tsx';

const CHECK_AFTER_MS = 250;

const ReviewStep = lazyPart(async () => (await import('./review-step.tsx')).ReviewStep);

/** Adds an endpoint in three steps: address, events, and a preview before anything is saved. */
export function NewEndpointPage(): ReactElement {
  const [step, setStep] = useState(0);
  const [kept] = useState(readForm);
  const form = useEndpointForm(kept ?? EMPTY);
  const texts = useNewDraft();
  const check = useCheck(form.values.url);
  useKeptForm(form, check.found);
  const adapter = useAdapter(check.found?.adapter);
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const leaveEvents = async (): Promise<void> => {
    if (form.validate().hasErrors) return;
    try {
      await api.check(draftOf(form.values, EMPTY));
      setStep(2);
    } catch (error) {
      const faults = showFaults(form, error as Error);
      setStep(faults.length === 0 ? 2 : stepOf(faults));
    }
  };
  return (
    <Page
      title="Add an endpoint"
      lead={
        <Link to="/endpoints" className="link">
          Endpoints
        </Link>
      }
    >
      <RefusalNote needs="admin" />
      {kept !== null && form.values.url === '' && (
        <Note tone="calm">
          Your input is restored. Paste the URL again: secret URLs and keys are not kept.
        </Note>
      )}
      <Stepper
        active={step}
        onStepClick={setStep}
        allowNextStepsSelect={false}
        size={narrow ? 'xs' : 'sm'}
        wrap={false}
        maw={1100}
      >
        <Stepper.Step label="URL" description={narrow ? undefined : 'Where to send'}>
          <AddressStep form={form} check={check} next={() => setStep(1)} />
        </Stepper.Step>
        <Stepper.Step label="Events" description={narrow ? undefined : 'What to send'}>
          <EventsStep form={form} adapter={adapter?.type ?? ''} next={() => void leaveEvents()} />
        </Stepper.Step>
        <Stepper.Step
          label={narrow ? 'Preview' : 'Preview and test'}
          description={narrow ? undefined : 'Check before saving'}
        >
          <Suspense fallback={<Loading height={320} />}>
            {check.found && <ReviewStep form={form} check={check.found} texts={texts} toStep={setStep} />}
          </Suspense>
        </Stepper.Step>
      </Stepper>
    </Page>
  );
}

export interface CheckState {
  /** The gateway's findings about the current URL. */
  readonly found: Check | undefined;
  /** The reason why the URL cannot be an endpoint's; null where it can, or where it is empty. */
  readonly fault: string | null;
  readonly pending: boolean;
}

/** Asks the gateway what a URL is, a moment after the last keystroke. */
function useCheck(typed: string): CheckState {
  const isAdmin = useRefusal('admin') === null;
  const url = isAdmin ? typed.trim() : '';
  const [settled] = useDebouncedValue(url, CHECK_AFTER_MS);
  const query = useQuery({
    queryKey: ['check', settled],
    queryFn: () => api.check({ url: settled }),
    enabled: settled !== '',
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
  });
  if (url === '') return { found: undefined, fault: null, pending: false };
  if (settled !== url || query.isFetching) return { found: undefined, fault: null, pending: true };
  const refused = query.data?.allowed === false ? (query.data.message ?? 'This URL is not allowed.') : null;
  const fault = query.error ? errorMessage(query.error) : refused;
  return { found: fault === null ? query.data : undefined, fault, pending: false };
}
