import '@mantine/core/styles/PasswordInput.css';
import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { endpointQuery } from '../api/queries.ts';
import { ChangeCheck } from '../changes/change-check.tsx';
import type { Endpoint, EndpointDraft } from '../api/types.ts';
import { useAdapter } from '../api/use-adapter.ts';
import { Problem, notify } from '../parts/feedback.tsx';
import { duration, plural, visible } from '../parts/format.ts';
import { HeaderList } from '../parts/header-list.tsx';
import { LeaveDialog } from '../parts/leave-dialog.tsx';
import { Note } from '../parts/note.tsx';
import { Panel } from '../parts/page.tsx';
import { batchSentence, batchValues } from './batch-values.ts';
import { digestValues } from './digest-values.ts';
import { digestSentence } from './digest-words.ts';
import { EventFields, NameField, PolicyFields } from './endpoint-fields.tsx';
import { draftOf, filterFault } from './form-values.ts';
import { OptionFields } from './option-fields.tsx';
import { UrlField } from './url-field.tsx';
import { showFaults } from './use-endpoint-form.ts';
import { useSettingsForm } from './use-settings-form.ts';
import { MayButton } from '../parts/may-button.tsx';

export function SettingsPanel({ endpoint }: { readonly endpoint: Endpoint }): ReactElement {
  const [saves, setSaves] = useState(0);
  return (
    <Panel title="Settings">
      {endpoint.read_only ? (
        <Fixed endpoint={endpoint} />
      ) : (
        <Editor key={saves} endpoint={endpoint} onSaved={() => setSaves(saves + 1)} />
      )}
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
function changeOf({
  form: { values },
  dirty,
  start,
}: ReturnType<typeof useSettingsForm>): EndpointDraft | null {
  const unreadable = filterFault(values.filter) !== null || values.events.length === 0;
  return unreadable || !dirty ? null : draftOf(values, start);
}

const KEPT =
  'The endpoint keeps its saved settings. Your changes stay in this tab, without secrets: they are here again when you come back.';

interface EditorProps {
  readonly endpoint: Endpoint;
  /** Called once the changes are saved and the endpoint is read again. */
  readonly onSaved: () => void;
}

/** Saves the changes of the form, unless somebody else has changed the same fields meanwhile: the form shows them first. */
function useSave(endpoint: Endpoint, onSaved: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (settings: ReturnType<typeof useSettingsForm>) => {
      const now = await queries.fetchQuery({ ...endpointQuery(endpoint.id), staleTime: 0 });
      if (settings.clashesWith(now)) return null;
      return api.updateEndpoint(endpoint.id, draftOf(settings.form.values, settings.start));
    },
    onSuccess: async (saved, { forget }) => {
      if (saved === null) return;
      notify(`${visible(endpoint.name)} saved`, ['Changes are live.', ...saved.warnings].join(' '));
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
      forget();
      onSaved();
    },
    onError: (error, { form }) => void showFaults(form, error),
  });
}

function Editor({ endpoint, onSaved }: EditorProps): ReactElement {
  const save = useSave(endpoint, onSaved);
  const settings = useSettingsForm(endpoint, save.isPending);
  const { form, dirty, discard } = settings;
  return (
    <form onSubmit={form.onSubmit(() => save.mutate(settings))} autoComplete="off">
      <LeaveDialog dirty={dirty} text={KEPT} discard={discard} />
      <Stack>
        {settings.isRestored && (
          <Note tone="calm">
            Your unsaved changes are restored. Secret URLs, keys and header values are not kept.
          </Note>
        )}
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
        <ChangeCheck endpoint={endpoint} draft={changeOf(settings)} />
        {save.error && <Problem error={save.error} />}
        {settings.clashes.length > 0 && (
          <Note tone="warn">
            Somebody else has changed this endpoint meanwhile: {settings.clashes.join(', ')}. Save overwrites
            their change; Discard takes it over.
          </Note>
        )}
        <Group justify="flex-end">
          <Button variant="default" disabled={!dirty} onClick={discard}>
            Discard
          </Button>
          <MayButton needs="admin" type="submit" disabled={!dirty} loading={save.isPending}>
            Save
          </MayButton>
        </Group>
      </Stack>
    </form>
  );
}
