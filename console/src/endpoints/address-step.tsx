import '../parts/kind.css';
import '@mantine/core/styles/List.css';
import { Button, Group, List, Stack, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { FormEvent, ReactElement } from 'react';
import { adaptersQuery } from '../api/queries.ts';
import type { Adapter, Check } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { AdapterMark } from '../parts/adapter-mark.tsx';
import { focusOnArrival } from '../parts/focus.ts';
import { duration, plural } from '../parts/format.ts';
import { Steady } from '../parts/steady.tsx';
import { NameField } from './endpoint-fields.tsx';
import type { FormValues } from './form-values.ts';
import type { CheckState } from './new-endpoint-page.tsx';
import { UrlField } from './url-field.tsx';

interface StepProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly check: CheckState;
  readonly next: () => void;
}

/** Asks for the URL and the name of a new endpoint, and tells what kind of target the URL is. */
export function AddressStep({ form, check, next }: StepProps): ReactElement {
  const { data: adapters = [], isPending } = useQuery(adaptersQuery);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (check.found) next();
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack className="panel" p="lg" maw={640}>
        <UrlField
          form={form}
          description="The webhook URL of a chat channel, or any URL that accepts JSON. Hidden as you type, because webhook URLs are secrets."
          placeholder={adapters[0]?.about.urls[0] ?? 'https://…'}
          inputRef={focusOnArrival}
          error={check.fault}
        />
        <NameField form={form} />
        {/* Its height changes with what is typed above it: no field stands below. */}
        <div style={{ minHeight: 150 }} aria-live="polite">
          {check.found && <Recognised check={check.found} />}
          {check.pending && <Text c="dimmed">Checking…</Text>}
          {!check.found && !check.pending && <Kinds adapters={adapters} />}
        </div>
        <Steady ready={!isPending}>
          <Group justify="flex-end">
            <Button type="submit" disabled={!check.found}>
              Next: events
            </Button>
          </Group>
        </Steady>
      </Stack>
    </form>
  );
}

/** The kinds of targets, each with where people find its URL, until one is typed. */
function Kinds({ adapters }: { readonly adapters: readonly Adapter[] }): ReactElement {
  return (
    <Stack gap="xs">
      {adapters.map(({ type, about }) => (
        <details key={type} className="kind">
          <summary>
            <AdapterMark type={type} />
            <Text size="sm" c="dimmed" className="break" component="span">
              {about.hint}
            </Text>
          </summary>
          <Text size="sm" pl={28} pt={2}>
            {about.find_url}
          </Text>
        </details>
      ))}
    </Stack>
  );
}

/** The adapter that the gateway detected, and the rules that follow. */
function Recognised({ check }: { readonly check: Check }): ReactElement {
  const adapter = useAdapter(check.adapter);
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
        {rulesOf(adapter).map((rule) => (
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

/** Lists the promises to an endpoint of that kind, and the limits of rate and concurrency of its platform. */
function rulesOf(adapter: Adapter | undefined): readonly string[] {
  const limits = (adapter?.rate_limits ?? []).map(
    ({ max, window_ms: window }) =>
      `Rate limit on the platform’s own host: ${plural(max, 'message')} per ${duration(window)}.`,
  );
  const { usual_rate_limit: usual, max_concurrency: atOnce } = adapter ?? {};
  const unless = usual
    ? [`Rate limit unless you set one: ${plural(usual.max, 'message')} per ${duration(usual.window_ms)}.`]
    : [];
  const parallel = atOnce ? [`At most ${atOnce} requests at once on the platform’s own host.`] : [];
  return [...(adapter?.about.promises ?? []), ...limits, ...unless, ...parallel];
}
