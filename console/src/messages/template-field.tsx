import { Button, Group, Input } from '@mantine/core';
import { useId, type ReactElement } from 'react';
import { CodeArea } from './code-area.tsx';
import type { Words } from './completion.ts';
import type { Problem } from './faults.ts';
import { faultSpan, offsetOf, type Mark } from './marks.ts';
import { Problems } from './problems.tsx';

interface TemplateFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Template that the event type of the preview has; shown where the field is empty. */
  readonly builtIn: string;
  readonly maxLength?: number | undefined;
  readonly words: Words;
  readonly problems: readonly Problem[];
}

/** Asks for one text of a message. */
export function TemplateField(props: TemplateFieldProps): ReactElement {
  const { label, hint, value, onChange, builtIn, maxLength, words, problems } = props;
  const id = useId();
  const name = label.toLowerCase();
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={3} align="baseline">
        <Input.Label htmlFor={id}>{label}</Input.Label>
        {value === '' ? (
          builtIn !== '' && (
            <Button variant="subtle" size="compact-xs" onClick={() => onChange(builtIn)}>
              Edit the built-in {name}
            </Button>
          )
        ) : (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange('')}>
            Use the built-in {name}
          </Button>
        )}
      </Group>
      <CodeArea
        id={id}
        value={value}
        onChange={onChange}
        words={words}
        placeholder={builtIn}
        maxLength={maxLength}
        marks={problems.flatMap((problem) => marksOf(value, problem))}
        invalid={problems.some(({ kind }) => kind === 'fault')}
        describedBy={`${id}-hint ${id}-problems`}
      />
      <Input.Description id={`${id}-hint`} mt={4}>
        {hint}
      </Input.Description>
      <Problems id={`${id}-problems`} problems={problems} />
    </div>
  );
}

/** Finds where a problem is underlined: at its place, or wherever its path stands. */
function marksOf(text: string, { kind, line, column, path }: Problem): readonly Mark[] {
  if (path !== null) return placesOf(text, path).map((from) => ({ from, to: from + path.length, kind }));
  if (line === null || column === null) return [];
  return [{ ...faultSpan(text, offsetOf(text, line, column)), kind }];
}

export function placesOf(text: string, words: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + words.length)) places.push(at);
  return places;
}
