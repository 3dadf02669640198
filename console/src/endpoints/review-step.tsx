import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useDebouncedValue } from '@mantine/hooks';
import { Suspense, useCallback, useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { parseJson } from '../api/exact-json.ts';
import { endpointsQuery } from '../api/queries.ts';
import type { Adapter, Check, EndpointDraft, Preview } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { jsonFaults } from '../messages/json-faults.ts';
import type { Draft } from '../messages/use-draft.ts';
import { newPresentation } from '../messages/use-new-draft.ts';
import { Loading, Problem, notify } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';
import { lazyPart } from '../parts/part.ts';
import { errorMessage } from '../parts/refusals.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { draftOf, EMPTY, type FormValues } from './form-values.ts';
import { SecretModal } from './secret-modal.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { forgetKept } from './use-kept-form.ts';
import { showFaults, stepOf } from './use-endpoint-form.ts';

interface ReviewProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly check: Check;
  /** Texts of the endpoint's own. */
  readonly texts: Draft;
  readonly toStep: (step: number) => void;
}

/** Time after the last keystroke at which the preview is asked for, ms. */
const SETTLE_MS = 250;

const NewTexts = lazyPart(async () => (await import('../messages/new-texts.tsx')).NewTexts);

/** The preview beside the form, and the event that it is of. */
interface Shown {
  readonly preview: Preview;
  readonly choice: string;
}

interface PresentationProps {
  readonly draft: EndpointDraft & { readonly events: string[] };
  readonly texts: Draft;
  readonly adapter: Adapter;
  /** Refusal of the last attempt to add the endpoint. */
  readonly error: Error | null;
}

/** The preview of the endpoint; beside it, where they are asked for, its own texts. */
function Presentation({ draft, texts, adapter, error }: PresentationProps): ReactElement {
  const [settled] = useDebouncedValue(JSON.stringify(draft), SETTLE_MS);
  const [edits, edit] = useState(texts.dirty);
  const [shown, show] = useState<Shown | null>(null);
  const onShown = useCallback((preview: Preview, choice: string) => show({ preview, choice }), []);
  return (
    <>
      <div className={edits ? 'editor' : undefined}>
        {edits && shown && (
          <Suspense fallback={<Loading height={320} />}>
            <NewTexts adapter={adapter} draft={texts} error={error} {...shown} />
          </Suspense>
        )}
        <div className={edits ? 'editor-preview' : undefined}>
          <PreviewPanel
            adapter={adapter.type}
            events={draft.events}
            subject={settled}
            load={(source) => api.previewDraft(parseJson(settled) as EndpointDraft, source)}
            stacked={edits}
            onShown={onShown}
          />
        </div>
      </div>
      {!edits && (
        <Button variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => edit(true)}>
          {adapter.presents === 'payload' ? 'Change the payload' : 'Write your own texts'}
        </Button>
      )}
    </>
  );
}

/** Leads to the added endpoint; where it is the first one, to the first steps, which go on with it. */
function useOpen(): (id: string) => Promise<void> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async (id) => {
    const all = await queries.fetchQuery(endpointsQuery).catch(() => null);
    await (all?.length === 1 ? navigate({ to: '/' }) : navigate({ to: '/endpoints/$id', params: { id } }));
  };
}

export function ReviewStep({ form, check, texts, toStep }: ReviewProps): ReactElement {
  const adapter = useAdapter(check.adapter);
  const draft = {
    ...draftOf(form.values, EMPTY),
    events: form.values.events,
    ...newPresentation(texts, adapter),
  };
  // JSON that cannot be read yet is left out of the draft: nothing may be added without it.
  const unreadable = adapter?.presents === 'payload' && jsonFaults(texts).length > 0;
  const open = useOpen();
  const queries = useQueryClient();
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const save = useMutation({
    mutationFn: () => api.createEndpoint(draft),
    onSuccess: async ({ endpoint, secret, warnings }) => {
      forgetKept();
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
      notify(`${visible(endpoint.name)} added`, warnings.join(' '));
      if (secret === undefined) await open(endpoint.webhook_id);
      else setMade({ id: endpoint.webhook_id, secret });
    },
    onError: (error) => {
      const faults = showFaults(form, error);
      if (faults.length > 0) toStep(stepOf(faults));
    },
  });
  return (
    <Stack>
      {adapter && <Presentation draft={draft} texts={texts} adapter={adapter} error={save.error} />}
      {save.error && <Problem error={save.error} />}
      <Ready draft={draft} unreadable={unreadable} saving={save.isPending} save={() => save.mutate()} />
      <SecretModal secret={made?.secret ?? null} close={() => made && void open(made.id)} />
    </Stack>
  );
}

interface ReadyProps {
  readonly draft: EndpointDraft;
  /** True while JSON that is typed cannot be read. */
  readonly unreadable: boolean;
  readonly saving: boolean;
  readonly save: () => void;
}

/** Sends a test of the draft, and adds it. */
function Ready({ draft, unreadable, saving, save }: ReadyProps): ReactElement {
  const test = useMutation({ mutationFn: () => api.testDraft(draft) });
  return (
    <Group className="panel" p="md" justify="space-between">
      <div style={{ minWidth: 0, flex: '1 1 260px' }} aria-live="polite">
        {test.data ? (
          <TestOutcome outcome={test.data} />
        ) : (
          <Text c="dimmed">
            {test.error ? errorMessage(test.error) : 'A test sends one message now; nothing is saved.'}
          </Text>
        )}
      </div>
      <Group gap="xs">
        <MayButton
          needs="admin"
          variant="default"
          leftSection={<IconSend size={15} />}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test
        </MayButton>
        <MayButton needs="admin" disabled={unreadable} loading={saving} onClick={save}>
          Add endpoint
        </MayButton>
      </Group>
    </Group>
  );
}
