import '@mantine/core/styles/List.css';
import '@mantine/core/styles/PasswordInput.css';
import { Button, Group, List, PasswordInput, Stack, Text } from '@mantine/core';
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
        <PasswordInput
          label="URL"
          description="A Slack or Discord webhook, or any address that takes JSON. It is a secret, so it is hidden as you type."
          placeholder="https://hooks.slack.com/services/…"
          autoComplete="off"
          spellCheck={false}
          ref={focusOnArrival}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the URL' }}
          {...form.getInputProps('url')}
          error={check.fault ?? form.errors['url']}
        />
        <div style={{ minHeight: 150 }} aria-live="polite">
          {check.found && <Recognised check={check.found} />}
          {check.pending && <Text c="dimmed">Looking at it…</Text>}
          {!check.found && !check.pending && <Kinds />}
        </div>
        <NameField form={form} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!check.found}>
            Choose the events
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const KINDS = [
  ['slack', 'A Slack channel: an incoming webhook, hooks.slack.com/services/…'],
  ['discord', 'A Discord channel: Edit channel, Integrations, Webhooks, Copy URL'],
  ['generic', 'An application of yours: any address that takes JSON by POST'],
] as const;

/** What can stand there, until something does. */
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

/** What the gateway takes the URL for, and the rules that follow. */
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
    'Gets a Block Kit message with the job’s facts; long texts are cut to what Slack takes.',
    'Nobody is pinged: mentions in your data come out as text.',
    'Slack removes the channel or the app: the endpoint is disabled, what waits is kept.',
  ],
  discord: [
    'Gets an embed with the job’s facts; long texts are cut to what Discord takes.',
    'Nobody is pinged: mentions in your data come out as text.',
    'Discord’s own rate limit is followed, also where it asks for quiet.',
  ],
  generic: [
    'Gets the event as JSON, signed; the preview shows how to verify it.',
    'Answer with 2xx to say that you have it; anything else is tried again.',
    'Redirects are not followed. 410 turns the endpoint off.',
  ],
};

function rulesOf(type: string, adapter: Adapter | undefined): readonly string[] {
  const limits = (adapter?.rate_limits ?? []).map(
    ({ max, window_ms: window }) =>
      `On the platform’s own host at most ${plural(max, 'message')} in ${duration(window)}.`,
  );
  return [...(RULES[type] ?? []), ...limits];
}
