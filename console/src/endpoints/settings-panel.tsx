import '@mantine/core/styles/PasswordInput.css';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { api } from '../api/client.ts';
import { ChangeCheck } from '../changes/change-check.tsx';
import type { Endpoint, EndpointDraft } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { Problem, notify } from '../parts/feedback.tsx';
import { duration, plural, visible } from '../parts/format.ts';
import { HeaderList } from '../parts/header-list.tsx';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/page.tsx';
import { batchSentence, batchValues } from './batch-values.ts';
import { digestValues } from './digest-values.ts';
import { digestSentence } from './digest-words.ts';
import { EventFields, NameField, PolicyFields } from './endpoint-fields.tsx';
import { draftOf, filterFault, valuesOf, type FormValues } from './form-values.ts';
import { OptionFields } from './option-fields.tsx';
import { UrlField } from './url-field.tsx';
import { showFaults, useEndpointForm } from './use-endpoint-form.ts';
import { MayButton } from '../parts/may-button.tsx';

export function SettingsPanel({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  return (
    <Panel title="Settings">
      {endpoint.read_only ? <Fixed endpoint={endpoint} /> : <Editor endpoint={endpoint} />}
    </Panel>
  );
}

const PLACES: Readonly<Record<Endpoint['source'], string>> = {
  environment: 'WEBHOOK_URLS and the other environment variables',
  file: 'the configuration file',
  api: 'this console',
  listener: 'a gateway listen command',
};

function Fixed({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const { events, timeout_ms: timeout, max_retries: retries, rate_limit: rate } = endpoint;
  const digests = useAdapter(endpoint.adapter)?.digests === true;
  return (
    <Stack gap="sm">
      <Note tone="calm">
        This endpoint is defined by {PLACES[endpoint.source]}; change it there. Here you can pause and disable
        it.
      </Note>
      <Text>
        <b>Events:</b> {events.join(', ')}
      </Text>
      <Text>
        <b>Policy:</b> timeout {duration(timeout)}, {plural(retries, 'retry', 'retries')},{' '}
        {rate && `rate limit ${plural(rate.max, 'request')} in ${duration(rate.window_ms)}, `}
        concurrency {endpoint.concurrency}
      </Text>
      {endpoint.quiet_window && (
        <Text>
          <b>Quiet hours:</b> {endpoint.quiet_window.sentence}
        </Text>
      )}
      {digests && (
        <Text>
          <b>Digest:</b> {digestSentence(digestValues(endpoint.digest))}
        </Text>
      )}
      {endpoint.batch && (
        <Text>
          <b>Batches:</b> {batchSentence(batchValues(endpoint.batch))}
        </Text>
      )}
      {Object.keys(endpoint.headers).length > 0 && <HeaderList headers={endpoint.headers} />}
    </Stack>
  );
}

/** The change that the form would save; null while a field that stored events tell of cannot be read. */
function changeOf(
  { values, isDirty }: ReturnType<typeof useEndpointForm>,
  start: FormValues,
): EndpointDraft | null {
  const unreadable = filterFault(values.filter) !== null || values.events.length === 0;
  return unreadable || !isDirty() ? null : draftOf(values, start);
}

function Editor({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const start = valuesOf(endpoint);
  const form = useEndpointForm(start);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => api.updateEndpoint(endpoint.id, draftOf(form.values, start)),
    onSuccess: async ({ warnings }) => {
      notify(`${visible(endpoint.name)} saved`, ['Changes are live.', ...warnings].join(' '));
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
    onError: (error) => void showFaults(form, error),
  });
  return (
    <form onSubmit={form.onSubmit(() => save.mutate())} autoComplete="off">
      <Stack>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          <NameField form={form} />
          <UrlField form={form} description={`Current: ${endpoint.url}. Leave blank to keep it.`} />
        </Group>
        {endpoint.secret.own && form.values.url.trim() !== '' && (
          <PasswordInput
            label="Signing secret"
            description="Required if the new URL goes to another server. Header values are required then, too."
            autoComplete="off"
            spellCheck={false}
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the signing secret' }}
            {...form.getInputProps('secret')}
          />
        )}
        <EventFields form={form} />
        <OptionFields form={form} adapter={endpoint.adapter} />
        <PolicyFields form={form} adapter={endpoint.adapter} quiet={endpoint.quiet_window?.sentence} />
        <ChangeCheck endpoint={endpoint} draft={changeOf(form, start)} />
        {save.error && <Problem error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" disabled={!form.isDirty()} onClick={form.reset}>
            Discard
          </Button>
          <MayButton needs="admin" type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </MayButton>
        </Group>
      </Stack>
    </form>
  );
}
