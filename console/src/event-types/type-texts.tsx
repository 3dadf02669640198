import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { EventType } from '../api/types.ts';
import { Fact, Facts } from '../parts/fact.tsx';
import { Panel } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { TONES } from './words.ts';

/** Shows the texts of a type as templates, and which of them the config file or the API sets. */
export function TypeTexts({ type }: { readonly type: EventType }): ReactElement {
  const { headline, emoji, tone, subject, facts, cause, image, actions, ends } = type;
  const [mark, word] = TONES[tone];
  const of = (name: string): string | null => sourceOf(type, name);
  return (
    <Panel title="Message texts">
      <Facts>
        <Fact name="Headline" remark={of('headline') ?? of('emoji')}>
          <span aria-hidden>{emoji}</span> {headline}
        </Fact>
        <Fact name="Tone" remark={of('tone')}>
          <Mark tone={mark}>{word}</Mark>
        </Fact>
        <Fact name="Ends the job" remark={of('ends')}>
          {ends ? 'Yes' : 'No'}
        </Fact>
        <Fact name="Subject" remark={of('subject')}>
          <Templates texts={subject} />
        </Fact>
        <Fact name="Facts" remark={of('facts')}>
          <Templates texts={facts} />
        </Fact>
        <Fact name="Cause" remark={of('cause')}>
          <Templates texts={cause === null ? [] : [cause]} />
        </Fact>
        <Fact name="Image" remark={of('image')}>
          <Templates texts={image === null ? [] : [image]} />
        </Fact>
        <Fact name="Buttons" remark={of('actions')}>
          <Templates texts={actions.map(({ label, url }) => `${label} → ${url}`)} />
        </Fact>
      </Facts>
    </Panel>
  );
}

/** Says where a field comes from; null where it is built in. */
export function sourceOf({ overrides: { file, api } }: EventType, name: string): string | null {
  if ((api as readonly string[]).includes(name)) return 'API';
  return (file as readonly string[]).includes(name) ? 'config file' : null;
}

function Templates({ texts }: { readonly texts: readonly string[] }): ReactElement {
  if (texts.length === 0) return <Text c="dimmed">None</Text>;
  return (
    <>
      {texts.map((text, at) => (
        <div key={at} className="mono">
          {text}
        </div>
      ))}
    </>
  );
}
