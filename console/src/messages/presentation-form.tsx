import type { ReactElement } from 'react';
import type { Adapter } from '../api/types.ts';
import type { Problem } from './faults.ts';
import { dataPaths, fieldNames } from './known-paths.ts';
import { MessageForm } from './message-form.tsx';
import { PayloadForm } from './payload-form.tsx';
import { useChosenEvent, useTemplateWords } from './queries.ts';
import type { Draft } from './use-draft.ts';
import type { TextName } from './values.ts';

interface FormProps {
  readonly adapter: Adapter;
  readonly draft: Draft;
  /** The event whose values are suggested. */
  readonly choice: string;
  readonly problems: readonly Problem[];
}

/** The form for the messages of a chat, or for the payload of an application. */
export function PresentationForm({ draft, adapter, choice, problems }: FormProps): ReactElement {
  const { type, data } = useChosenEvent(choice);
  const { scope, tags, filters } = useTemplateWords();
  const paths = dataPaths(data, type?.schema);
  const words = {
    paths: [...paths, ...scope.map(wordOf).filter(({ name }) => name !== 'data')],
    filters: filters.map(wordOf),
    tags: tags.map(wordOf),
  };
  if (adapter.presents === 'payload') return <PayloadForm draft={draft} words={words} problems={problems} />;
  const builtIn: Record<TextName, string> = {
    title: type?.headline ?? '',
    subject: type?.subject.join(' · ') ?? '',
    body: '{{ data.message }}',
    cause: type?.cause ?? '',
  };
  return (
    <MessageForm
      draft={draft}
      words={words}
      problems={problems}
      adapter={adapter}
      builtIn={builtIn}
      fieldNames={fieldNames(paths)}
    />
  );
}

const wordOf = ({ name, description }: { readonly name: string; readonly description: string }) => ({
  name,
  detail: description,
});
