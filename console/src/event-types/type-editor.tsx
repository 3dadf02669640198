import './event-types.css';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { FormEvent, ReactElement } from 'react';
import { api } from '../api/client.ts';
import { eventTypesQuery } from '../api/queries.ts';
import type { EventData, EventType } from '../api/types.ts';
import { Problem, notify } from '../parts/feedback.tsx';
import { MayButton } from '../parts/may-button.tsx';
import { LeaveDialog } from '../parts/leave-dialog.tsx';
import { Panel } from '../parts/page.tsx';
import { DataFields } from './data-fields.tsx';
import { OwnFields } from './own-fields.tsx';
import { TextFields } from './text-fields.tsx';
import { TypePreview } from './type-preview.tsx';
import { useTypePreview } from './use-type-preview.ts';
import { faultsOf, useTypeForm, type TypeForm } from './use-type-form.ts';

const KEPT =
  'The event type stays as it was saved. Your changes stay in this tab: they are here again when you come back.';

interface EditorProps {
  readonly name: string;
  /** The type as it is listed; null for one that is added. */
  readonly type: EventType | null;
  /** Data of the preview. */
  readonly data: EventData | undefined;
}

/** Edits the entry of the API of a type, with its message beside the form. */
export function TypeEditor({ name, type, data }: EditorProps): ReactElement {
  const form = useTypeForm(name, type);
  const preview = useTypePreview({ type: name, listed: type, entry: form.entry, data });
  const save = useSave(form, type);
  const leave = useLeave(name, type !== null);
  const faults = faultsOf(form, preview.query.data, save.error);
  const edited = {
    ...form,
    set: untold(form.set, save.reset),
    toggleReset: untold(form.toggleReset, save.reset),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (faults.size === 0) save.mutate();
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <LeaveDialog dirty={form.changed} text={KEPT} discard={form.discard} />
      <div className="split">
        <Stack>
          {type && <OwnFields type={type} form={edited} />}
          <Panel title="Message texts" side={<TemplateHelp />}>
            <TextFields form={edited} faults={faults} />
          </Panel>
          <Panel title="Data">
            <DataFields form={edited} faults={faults} />
          </Panel>
        </Stack>
        <Stack className="sticky">
          <TypePreview preview={preview} />
          {save.error && <Problem error={save.error} />}
          <Group justify="flex-end">
            {faults.size > 0 && (
              <Text size="sm" className="tone-bad" role="status">
                {faults.size === 1 ? '1 field has an error' : `${faults.size} fields have errors`}
              </Text>
            )}
            <Button
              variant="default"
              onClick={() => {
                // The editor of a listed type has the address of its page: leaving it asks nothing.
                if (type !== null) form.forget();
                leave();
              }}
            >
              Cancel
            </Button>
            <MayButton
              needs="admin"
              type="submit"
              disabled={faults.size > 0 || (type !== null && !form.changed)}
              loading={save.isPending}
            >
              {type === null ? 'Add the event type' : 'Save'}
            </MayButton>
          </Group>
        </Stack>
      </div>
    </form>
  );
}

/** Makes a change end the message about the last save. */
function untold<Values extends unknown[]>(change: (...values: Values) => void, end: () => void) {
  return (...values: Values): void => {
    end();
    change(...values);
  };
}

function TemplateHelp(): ReactElement {
  return (
    <Text size="sm" c="dimmed">
      Texts are Liquid templates: {'{{ data.job_id }}'}
    </Text>
  );
}

function useLeave(name: string, isListed: boolean): () => void {
  const navigate = useNavigate();
  return () => {
    if (isListed) void navigate({ to: '/event-types/$type', params: { type: name } });
    else void navigate({ to: '/event-types' });
  };
}

/** Saves the entry; without a field left to set, the entry is taken out. */
function useSave({ name, own, entry, revision, forget }: TypeForm, type: EventType | null) {
  const queries = useQueryClient();
  const leave = useLeave(name, true);
  return useMutation({
    mutationFn: async () => {
      if (type === null || own.length > 0) return (await api.putEventType(name, entry, revision)).warnings;
      await api.removeEventType(name, revision);
      return [];
    },
    onSuccess: async (warnings) => {
      notify(`${name} saved`, ['In effect on all gateways within a second.', ...warnings].join(' '));
      await queries.invalidateQueries({ queryKey: eventTypesQuery.queryKey });
      forget();
      leave();
    },
  });
}
