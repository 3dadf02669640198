import { Group, Text } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';
import type { Tone } from './tone.ts';

interface NoteProps {
  readonly tone: Tone;
  readonly title?: string;
  /** Remedy, at the right. */
  readonly action?: ReactNode;
  /** Whether a screen reader announces the note at once: for fresh errors. */
  readonly urgent?: boolean;
  readonly children: ReactNode;
}

/** An important sentence, with a bar in the colour of its meaning. */
export function Note({ tone, title, action, urgent = false, children }: NoteProps): ReactElement {
  return (
    <Group
      className={`note note-${tone}`}
      role={urgent ? 'alert' : undefined}
      justify="space-between"
      gap="sm"
    >
      <div style={{ flex: '1 1 260px', minWidth: 0 }}>
        {title !== undefined && (
          <Text fw={600} className={`tone-${tone}`}>
            {title}
          </Text>
        )}
        <Text component="div" className="break">
          {children}
        </Text>
      </div>
      {action}
    </Group>
  );
}
