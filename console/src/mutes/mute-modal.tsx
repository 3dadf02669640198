import '@mantine/core/styles/Radio.css';
import { Button, Group, Modal, Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ChangeEvent, type ReactElement } from 'react';
import { api } from '../api/client.ts';
import type { Endpoint, MuteDraft } from '../api/types.ts';
import { useTime } from '../parts/ago.tsx';
import { notify, Problem } from '../parts/feedback.tsx';
import { moment, visible } from '../parts/format.ts';
import { placeError } from '../parts/refusals.ts';
import { MUTE_SPANS, muteEnd, type MuteSpan } from './mute-spans.ts';

/** The subject of a mute: one endpoint, or one job at all endpoints. */
export type MuteSubject = { readonly endpoint: Pick<Endpoint, 'id' | 'name'> } | { readonly jobId: string };

interface MuteProps {
  readonly subject: MuteSubject;
  readonly opened: boolean;
  readonly close: () => void;
}

/** Mutes an endpoint, or a job at all endpoints, for a time. */
export function MuteModal({ subject, opened, close }: MuteProps): ReactElement {
  return (
    <Modal opened={opened} onClose={close} title={<span className="break">Mute {nameOf(subject)}</span>}>
      {opened && <Mute subject={subject} close={close} />}
    </Modal>
  );
}

const nameOf = (subject: MuteSubject): string =>
  'jobId' in subject ? `the job ${visible(subject.jobId)}` : visible(subject.endpoint.name);

interface Values {
  readonly type: string;
  readonly job: string;
  /** An error whose kind is muted; empty: any. */
  readonly error: string;
  readonly then: NonNullable<MuteDraft['then']>;
  readonly reason: string;
}

const NOTHING_CHOSEN: Values = { type: '', job: '', error: '', then: 'drop', reason: '' };

/** Fields of the API that the form always has. */
const SHOWN = ['until', 'filter.type', 'filter.error', 'then', 'reason'];

function Mute({ subject, close }: Omit<MuteProps, 'opened'>): ReactElement {
  const [span, setSpan] = useState<MuteSpan>('1h');
  const [values, setValues] = useState<Values>(NOTHING_CHOSEN);
  const set = (change: Partial<Values>): void => setValues({ ...values, ...change });
  const ends = useTime((now) => moment(new Date(muteEnd(span, now)).toISOString()));
  const run = useMute(subject, close);
  const asksForJob = !('jobId' in subject);
  const { of: fault, rest } = placeError(run.error, asksForJob ? [...SHOWN, 'filter.job_id'] : SHOWN);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        run.mutate(draftOf(span, values));
      }}
    >
      <Stack>
        <Text>
          {'jobId' in subject
            ? 'No endpoint sends new messages about this job until the mute ends. Edits of messages already sent continue.'
            : 'The endpoint sends no new messages until the mute ends. Edits of messages already sent continue. To hold all deliveries until you resume them, pause the endpoint instead.'}
        </Text>
        <Select
          label="Mute for"
          data={[...MUTE_SPANS]}
          value={span}
          onChange={(next) => next !== null && setSpan(next as MuteSpan)}
          allowDeselect={false}
          description={`Ends ${ends}.`}
          error={fault('until')}
          data-autofocus
        />
        <Choices values={values} set={set} fault={fault} asksForJob={asksForJob} />
        {rest && <Problem error={rest} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" loading={run.isPending}>
            Mute
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ChoicesProps {
  readonly values: Values;
  readonly set: (change: Partial<Values>) => void;
  readonly fault: (field: string) => string | undefined;
  /** False where the job is known. */
  readonly asksForJob: boolean;
}

/** Fields that choose the muted messages, their fate, and the reason. */
function Choices({ values, set, fault, asksForJob }: ChoicesProps): ReactElement {
  const text = (name: 'type' | 'job' | 'error' | 'reason', field: string) => ({
    value: values[name],
    error: fault(field),
    onChange: ({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) => set({ [name]: value }),
  });
  return (
    <>
      <TextInput
        label="Event type"
        placeholder="Every event"
        description="A type, or a pattern such as job.*"
        {...text('type', 'filter.type')}
      />
      {asksForJob && <TextInput label="Job" placeholder="Every job" {...text('job', 'filter.job_id')} />}
      <TextInput
        label="Error"
        placeholder="Any error, or none"
        description="Paste an error message: errors of its kind are muted. Ids, numbers, paths and quoted text may differ."
        {...text('error', 'filter.error')}
      />
      <Radio.Group
        label="Messages during the mute"
        value={values.then}
        onChange={(then) => set({ then: then as Values['then'] })}
        error={fault('then')}
      >
        <Stack gap={6} mt={6}>
          <Radio value="drop" label="Drop messages: they are listed as cancelled and can be redelivered" />
          <Radio value="hold" label="Hold messages and send them when the mute ends" />
        </Stack>
      </Radio.Group>
      <TextInput
        label="Reason"
        placeholder="Shown with the mute and in the audit log"
        {...text('reason', 'reason')}
      />
    </>
  );
}

function draftOf(span: MuteSpan, { type, job, error, then, reason }: Values): MuteDraft {
  return {
    until: new Date(muteEnd(span, Date.now())).toISOString(),
    then,
    filter: {
      ...(type.trim() !== '' && { type: type.trim() }),
      ...(job.trim() !== '' && { job_id: job.trim() }),
      ...(error.trim() !== '' && { error: error.trim() }),
    },
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  };
}

function useMute(subject: MuteSubject, close: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: MuteDraft) =>
      'jobId' in subject
        ? api.muteAll({ ...draft, filter: { ...draft.filter, job_id: subject.jobId } })
        : api.mute(subject.endpoint.id, draft),
    onSuccess: async ({ mute }) => {
      close();
      notify(
        `${nameOf(subject).replace(/^the job/, 'The job')} is muted`,
        `The mute ends ${moment(mute.until)}.`,
      );
      await queries.invalidateQueries({ queryKey: ['mutes'] });
      await queries.invalidateQueries({ queryKey: ['endpoints'] });
    },
  });
}
