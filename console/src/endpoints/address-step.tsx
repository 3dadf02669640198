import '@mantine/core/styles/List.css';
import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { adaptersQuery } from '../api/queries.ts';
import type { Adapter, Check } from '../api/types.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { duration, plural } from '../parts/format.ts';
import { NameField } from './endpoint-fields.tsx';
import type { FormValues } from './form-values.ts';
import type { CheckState } from './new-endpoint-page.tsx';
import { UrlField } from './url-field.tsx';

interface StepProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly check: CheckState;
  readonly next: () => void;
}

export function AddressStep({ form, check, next }: StepProps): ReactElement {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (check.found) next();
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack className="panel" p="lg" maw={640}>
        <UrlField
          form={form}
          description="A Slack or Discord webhook, or any URL that accepts JSON. Hidden as you type, because webhook URLs are secrets."
          placeholder="https://hooks.slack.com/services/…"
          inputRef={focusOnArrival}
          error={check.fault}
        />
        <div style={{ minHeight: 150 }} aria-live="polite">
          {check.found && <Recognised check={check.found} />}
          {check.pending && <Text c="dimmed">Checking…</Text>}
          {!check.found && !check.pending && <Kinds />}
        </div>
        <NameField form={form} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!check.found}>
            Next: events
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const KINDS = [
  ['slack', 'Slack channel: an incoming webhook, hooks.slack.com/services/…'],
  ['discord', 'Discord channel: Edit channel, Integrations, Webhooks, Copy URL'],
  ['generic', 'Application: any URL that accepts JSON by POST'],
] as const;

/** The kinds of URLs, until one is typed. */
function Kinds(): ReactElement {
  return (
    <Stack gap="xs">
      {KINDS.map(([type, text]) => (
        <Group key={type} gap={10} wrap="nowrap">
          <AdapterMark type={type} />
          <Text size="sm" c="dimmed" className="break">
            {text}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

/** The adapter that the gateway detected, and the rules that follow. */
function Recognised({ check }: { readonly check: Check }): ReactElement {
  const { data: adapters = [] } = useQuery(adaptersQuery);
  const adapter = adapters.find(({ type }) => type === check.adapter);
  return (
    <Stack gap="xs">
      <Group gap={10} wrap="nowrap">
        <AdapterMark type={check.adapter} size={24} />
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>{check.label}</Text>
          <Text size="sm" c="dimmed" className="break">
            {check.url}
          </Text>
        </div>
      </Group>
      <List size="sm" spacing={2}>
        {rulesOf(check.adapter, adapter).map((rule) => (
          <List.Item key={rule}>{rule}</List.Item>
        ))}
        {check.warnings.map((warning) => (
          <List.Item key={warning} className="tone-warn">
            {warning}
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}

const RULES: Readonly<Record<string, readonly string[]>> = {
  slack: [
    'Receives a Block Kit message with the job’s details; long texts are shortened to Slack’s limits.',
    'Mentions in your data are shown as text; nobody is pinged.',
    'If the channel or app is removed in Slack, the endpoint is disabled; queued messages are kept.',
  ],
  discord: [
    'Receives an embed with the job’s details; long texts are shortened to Discord’s limits.',
    'Mentions in your data are shown as text; nobody is pinged.',
    'Discord’s own rate limits are respected.',
  ],
  generic: [
    'Receives the event as signed JSON; the preview shows how to verify the signature.',
    'Respond with 2xx to confirm; any other response is retried.',
    'Redirects are not followed. A 410 response disables the endpoint.',
  ],
};

function rulesOf(type: string, adapter: Adapter | undefined): readonly string[] {
  const limits = (adapter?.rate_limits ?? []).map(
    ({ max, window_ms: window }) =>
      `Rate limit on the platform’s own host: ${plural(max, 'message')} per ${duration(window)}.`,
  );
  return [...(RULES[type] ?? []), ...limits];
}
