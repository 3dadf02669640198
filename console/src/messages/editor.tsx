import { Box, Title } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { ChangeCheck } from '../changes/change-check.tsx';
import type { Adapter, Endpoint, PreviewSource, Sample } from '../api/types.ts';
import { Problem as ProblemNote } from '../parts/feedback.tsx';
import { LeaveDialog } from '../parts/leave-dialog.tsx';
import { Note } from '../parts/note.tsx';
import { eventChoice, firstWanted, sourceOf } from '../preview/choice.ts';
import { refusedBy, type Problem } from './faults.ts';
import { LivePreview } from './live-preview.tsx';
import { continued, type Part } from './message-part.tsx';
import { jsonFaults } from './json-faults.ts';
import { PresentationForm } from './presentation-form.tsx';
import { SaveBar } from './save-bar.tsx';
import { useDraft, type Draft } from './use-draft.ts';
import { useLivePreview } from './use-live-preview.ts';
import { useSave } from './use-save.ts';
import { requestOf } from './values.ts';

const KEPT =
  'Messages keep the saved texts. Your changes stay in this tab: they are here again when you come back.';

interface EditorProps {
  readonly endpoint: Endpoint;
  readonly adapter: Adapter;
  readonly samples: readonly Sample[];
  /** Id of a stored event to begin with. */
  readonly event: string | undefined;
}

/** The form for the messages of an endpoint, with their preview beside it. */
export function Editor({ endpoint, adapter, samples, event }: EditorProps): ReactElement {
  const draft = useDraft(endpoint);
  const [choice, choose] = useState(
    event === undefined ? firstWanted(samples, endpoint.events) : eventChoice(event),
  );
  const json = jsonFaults(draft);
  const request = json.length > 0 ? null : { ...sourceOf(choice), ...requestOf(draft.values, draft.changes) };
  const [part, choosePart] = useState<Part>('first');
  const live = useLivePreview(endpoint, request && { ...request, ...continued(part) });
  const save = useSave(endpoint, draft);
  const set: Draft['set'] = (name, value) => {
    // A refusal is of what was sent.
    save.reset();
    draft.set(name, value);
  };
  const problems = distinct([...json, ...live.problems, ...refusedBy(save.error)]);
  return (
    <div className="editor">
      <section className="panel" aria-labelledby="editor-title">
        <div className="panel-head">
          <Title order={2} id="editor-title">
            {adapter.presents === 'payload' ? 'Payload' : 'Messages'}
          </Title>
        </div>
        <Box p="md">
          {endpoint.read_only && <ReadOnly endpoint={endpoint} />}
          <PresentationForm draft={{ ...draft, set }} adapter={adapter} choice={choice} problems={problems} />
          <Effect endpoint={endpoint} draft={draft} readable={json.length === 0} />
          {save.error && (
            <Box mt="md">
              <ProblemNote error={save.error} />
            </Box>
          )}
        </Box>
        {!endpoint.read_only && (
          <SaveBar
            draft={draft}
            faults={problems.filter(({ kind }) => kind === 'fault').length}
            checked={request === null || !live.outdated}
            saving={save.isPending}
            save={() => save.mutate()}
          />
        )}
      </section>
      <div className="editor-preview">
        <LivePreview
          endpoint={endpoint}
          adapter={adapter}
          live={live}
          choice={choice}
          onChoose={choose}
          part={part}
          onPart={choosePart}
          request={request as PreviewSource | null}
        />
      </div>
      <LeaveDialog dirty={draft.dirty} text={KEPT} discard={draft.discard} />
    </div>
  );
}

interface EffectProps extends Pick<EditorProps, 'endpoint'> {
  readonly draft: Draft;
  /** False while JSON that is typed cannot be read yet. */
  readonly readable: boolean;
}

/** Shows the changes that the texts would make to messages of stored events, where they can be saved. */
function Effect({ endpoint, draft, readable }: EffectProps): ReactElement | null {
  if (endpoint.read_only || !draft.dirty) return null;
  return (
    <Box mt="md">
      <ChangeCheck endpoint={endpoint} draft={readable ? requestOf(draft.values, draft.changes) : null} />
    </Box>
  );
}

function ReadOnly({ endpoint: { source } }: Pick<EditorProps, 'endpoint'>): ReactElement {
  const place = source === 'file' ? 'the configuration file' : 'the environment variables';
  return (
    <Box mb="md">
      <Note tone="calm">
        This endpoint is defined by {place}. You can try texts here and send them as a test, but not save
        them.
      </Note>
    </Box>
  );
}

/** Leaves out problems that are told already: a refused change has the faults of its preview. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  return problems.filter(
    (one, index) =>
      problems.findIndex((other) => other.field === one.field && other.message === one.message) === index,
  );
}
