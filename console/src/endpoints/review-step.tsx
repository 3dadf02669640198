import { Button, Group, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Check } from '../api/types.ts';
import { Problem, notify } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';
import { PreviewPanel } from '../preview/preview-panel.tsx';
import { draftOf, EMPTY, type FormValues } from './form-values.ts';
import { SecretModal } from './secret-modal.tsx';
import { TestOutcome } from './test-outcome.tsx';
import { showFaults, stepOf } from './use-endpoint-form.ts';

interface ReviewProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly check: Check;
  readonly toStep: (step: number) => void;
}

export function ReviewStep({ form, check, toStep }: ReviewProps): ReactElement {
  const draft = { ...draftOf(form.values, EMPTY), events: form.values.events };
  const test = useMutation({ mutationFn: () => api.testDraft(draft) });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [made, setMade] = useState<{ readonly id: string; readonly secret: string } | null>(null);
  const open = (id: string): void => void navigate({ to: '/endpoints/$id', params: { id } });
  const save = useMutation({
    mutationFn: () => api.createEndpoint(draft),
    onSuccess: async ({ endpoint, secret, warnings }) => {
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
      notify(`${visible(endpoint.name)} added`, warnings.join(' '));
      if (secret === undefined) open(endpoint.webhook_id);
      else setMade({ id: endpoint.webhook_id, secret });
    },
    onError: (error) => {
      const faults = showFaults(form, error);
      if (faults.length > 0) toStep(stepOf(faults));
    },
  });
  return (
    <Stack>
      <PreviewPanel
        adapter={check.adapter}
        events={draft.events}
        subject={draft}
        load={(source) => api.previewDraft(draft, source)}
      />
      {save.error && <Problem error={save.error} />}
      <Group className="panel" p="md" justify="space-between">
        <div style={{ minWidth: 0, flex: '1 1 260px' }} aria-live="polite">
          {test.data ? (
            <TestOutcome outcome={test.data} />
          ) : (
            <Text c="dimmed">
              {test.error ? test.error.message : 'A test sends one message now; nothing is saved.'}
            </Text>
          )}
        </div>
        <Group gap="xs">
          <Button
            variant="default"
            leftSection={<IconSend size={15} />}
            loading={test.isPending}
            onClick={() => test.mutate()}
          >
            Send a test
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            Add endpoint
          </Button>
        </Group>
      </Group>
      <SecretModal secret={made?.secret ?? null} close={() => made && open(made.id)} />
    </Stack>
  );
}
