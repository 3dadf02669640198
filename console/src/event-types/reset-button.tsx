import { Button, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import { eventTypesQuery } from '../api/queries.ts';
import type { EventType } from '../api/types.ts';
import { Confirm, type Question } from '../parts/confirm.tsx';
import { notify, notifyError } from '../parts/feedback.tsx';
import { useFocusBack } from '../parts/focus.ts';
import { useRefusal } from '../parts/roles.ts';
import { beneath } from './words.ts';

/** Takes the entry of the API out, after a question. Where the API has none, the button says why it is disabled. */
export function ResetButton({ type }: { readonly type: EventType }): ReactElement {
  const [question, ask] = useState<Question | null>(null);
  const button = useFocusBack<HTMLButtonElement>(question !== null);
  const remove = useRemove(type);
  const label = labelOf(type);
  const refusal = useRefusal('admin');
  const reason = refusal ?? reasonOf(type);
  return (
    <>
      <Tooltip label={reason} disabled={reason === null} multiline maw={280}>
        <Button
          ref={button}
          variant="default"
          leftSection={<IconArrowBackUp size={15} />}
          loading={remove.isPending}
          data-disabled={reason !== null || undefined}
          aria-disabled={reason !== null}
          aria-description={reason ?? undefined}
          onClick={() => reason === null && ask(questionOf(type, label, remove.mutate))}
        >
          {label}
        </Button>
      </Tooltip>
      <Confirm question={question} close={() => ask(null)} />
    </>
  );
}

function isOfApi({ built_in: builtIn, overrides }: EventType): boolean {
  return !builtIn && overrides.file.length === 0;
}

function labelOf(type: EventType): string {
  if (isOfApi(type)) return 'Delete…';
  return type.overrides.file.length > 0 && type.source !== 'file'
    ? 'Reset to config file…'
    : 'Reset to built-in…';
}

/** Says why there is nothing to reset; null where there is. */
function reasonOf({ source }: EventType): string | null {
  if (source === 'api') return null;
  return source === 'file'
    ? 'The config file sets fields of this type. Change them in the file.'
    : 'This built-in type has no changes to reset.';
}

function questionOf(type: EventType, label: string, act: () => void): Question {
  const fields = type.overrides.api.join(', ');
  return {
    title: isOfApi(type) ? `Delete ${type.type}?` : `Reset ${type.type}?`,
    text: isOfApi(type)
      ? 'Events of this type are still accepted, without a schema; their messages get a headline made from the name.'
      : `The values set by the API are deleted: ${fields || 'none'}. Those of ${beneath(type)} return.`,
    confirmLabel: label.replace('…', ''),
    no: 'Cancel',
    dangerous: true,
    act,
  };
}

function useRemove(type: EventType) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: () => api.removeEventType(type.type, type.revision),
    onSuccess: async ({ event_type: left }) => {
      notify(left === null ? `${type.type} deleted` : `${type.type} reset`, `In effect: ${beneath(type)}.`);
      if (left === null) await navigate({ to: '/event-types' });
      await queries.invalidateQueries({ queryKey: eventTypesQuery.queryKey });
    },
    onError: (error) => notifyError('The event type was not changed', error),
  });
}
