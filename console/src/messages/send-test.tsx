import { Group, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint, PreviewSource } from '../api/types.ts';
import { TestOutcome } from '../endpoints/test-outcome.tsx';
import { Problem } from '../parts/feedback.tsx';
import { visible } from '../parts/format.ts';
import { MayButton } from '../parts/may-button.tsx';
import type { Part } from './message-part.tsx';

interface SendTestProps {
  readonly endpoint: Endpoint;
  /** Event and presentation; null: they cannot be sent yet. */
  readonly request: PreviewSource | null;
  /** The part of the job's messages that the preview shows. */
  readonly part: Part;
}

/** Sends the previewed event to the endpoint, marked as a test: a message of its own, whatever part the preview shows. */
export function SendTest({ endpoint, request, part }: SendTestProps): ReactElement {
  const test = useMutation({
    mutationFn: (body: PreviewSource) => api.testEndpoint(endpoint.id, body),
  });
  return (
    <div aria-live="polite">
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" className="break" style={{ flex: '1 1 200px' }}>
          {part === 'first'
            ? `Sends this message once to ${visible(endpoint.name)}, marked as a test.`
            : `A test is always a new message: it sends the first message of the job to ${visible(endpoint.name)}, once, marked as a test.`}{' '}
          Nothing is saved.
        </Text>
        <MayButton
          needs="operator"
          variant="default"
          leftSection={<IconSend size={15} />}
          loading={test.isPending}
          disabled={request === null}
          onClick={() => request && test.mutate(request)}
        >
          Send as test
        </MayButton>
      </Group>
      {test.data && <TestOutcome outcome={test.data} />}
      {test.error && <Problem error={test.error} />}
    </div>
  );
}
