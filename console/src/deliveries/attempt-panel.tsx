import '@mantine/core/styles/Tabs.css';
import { CopyButton, Button, Group, SegmentedControl, Stack, Tabs, Text } from '@mantine/core';
import { IconCheck, IconTerminal2 } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import type { Attempt } from '../api/types.ts';
import { Code } from '../parts/code.tsx';
import { plural, pretty } from '../parts/format.ts';
import { Explanation } from '../parts/explanation.tsx';
import { HeaderList } from '../parts/header-list.tsx';
import { Panel } from '../parts/page.tsx';
import { curlOf } from './curl.ts';

const LOOKS = [
  { value: 'pretty', label: 'Pretty' },
  { value: 'raw', label: 'Raw' },
];

/** Shows request and response of one attempt. */
export function AttemptPanel({ attempt }: { readonly attempt: Attempt }): ReactElement {
  const [look, setLook] = useState('pretty');
  const show = look === 'pretty' ? pretty : (text: string) => text;
  return (
    <Panel
      title={`Attempt ${attempt.number}`}
      side={
        <Group gap="xs">
          {attempt.request && <CopyCurl request={attempt.request} />}
          <SegmentedControl size="xs" data={LOOKS} value={look} onChange={setLook} aria-label="Body format" />
        </Group>
      }
    >
      <Tabs defaultValue="response" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="response">Response</Tabs.Tab>
          <Tabs.Tab value="request">Request</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="response">
          <Response attempt={attempt} show={show} />
        </Tabs.Panel>
        <Tabs.Panel value="request">
          {attempt.request ? (
            <Stack gap="sm">
              <Text className="mono break">
                {attempt.request.method} {attempt.request.url}
              </Text>
              {attempt.request_note && <Text c="dimmed">{attempt.request_note}</Text>}
              <HeaderList headers={attempt.request.headers} />
              <Code value={show(attempt.request.body)} label="request body" />
            </Stack>
          ) : (
            <Text c="dimmed">
              {attempt.request_note ?? 'The endpoint was removed, so the request cannot be shown.'}
            </Text>
          )}
        </Tabs.Panel>
      </Tabs>
    </Panel>
  );
}

interface ResponseProps {
  readonly attempt: Attempt;
  readonly show: (text: string) => string;
}

function Response({
  attempt: { status, outcome, error, note, response, explanation, batch },
  show,
}: ResponseProps): ReactElement {
  return (
    <Stack gap="sm">
      {(status !== null || outcome !== 'delivered') && (
        <Text className="mono">{status === null ? 'No response.' : `HTTP ${status}`}</Text>
      )}
      {batch && (
        <Text>
          The request carried a batch of {plural(batch.size, 'event')}
          {response?.body ? '. The response’s part about this event is shown, or else its beginning.' : '.'}
        </Text>
      )}
      {note && <Text className="break">{note}</Text>}
      {error && (
        <Explanation explanation={explanation} message={error.message} code={error.code} status={status} />
      )}
      {response?.headers && <HeaderList headers={response.headers} />}
      {response?.body ? (
        <Code value={show(response.body)} label="response body" />
      ) : (
        status !== null && (
          <Text c="dimmed">
            {batch ? 'The response does not mention this event.' : 'The response had no body.'}
          </Text>
        )
      )}
    </Stack>
  );
}

/** Offers the request as a command; a mail is none of HTTP. */
function CopyCurl({ request }: { readonly request: NonNullable<Attempt['request']> }): ReactElement | null {
  if (request.method === 'MAIL') return null;
  return (
    <CopyButton value={curlOf(request)}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          size="xs"
          onClick={copy}
          leftSection={copied ? <IconCheck size={14} /> : <IconTerminal2 size={14} />}
        >
          {copied ? 'Copied' : 'Copy as curl'}
        </Button>
      )}
    </CopyButton>
  );
}
