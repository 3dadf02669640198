import './editor.css';
import { Box, Title } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Adapter, Preview } from '../api/types.ts';
import { problemsOf, refusedBy } from './faults.ts';
import { jsonFaults } from './json-faults.ts';
import { PresentationForm } from './presentation-form.tsx';
import type { Draft } from './use-draft.ts';

interface NewTextsProps {
  readonly adapter: Adapter;
  readonly draft: Draft;
  /** The event of the preview. */
  readonly choice: string;
  readonly preview: Preview | undefined;
  /** Refusal of the last attempt to add the endpoint. */
  readonly error: Error | null;
}

/** The form for the messages or the payload of an endpoint that is not added yet. */
export function NewTexts({ adapter, draft, choice, preview, error }: NewTextsProps): ReactElement {
  const problems = [...jsonFaults(draft), ...(preview ? problemsOf(preview) : []), ...refusedBy(error)];
  return (
    <section className="panel" aria-labelledby="texts-title">
      <div className="panel-head">
        <Title order={2} id="texts-title">
          {adapter.presents === 'payload' ? 'Payload' : 'Messages'}
        </Title>
      </div>
      <Box p="md">
        <PresentationForm adapter={adapter} draft={draft} choice={choice} problems={problems} />
      </Box>
    </section>
  );
}
