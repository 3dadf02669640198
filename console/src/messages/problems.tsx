import { Text } from '@mantine/core';
import type { ReactElement } from 'react';
import type { Problem } from './faults.ts';

interface ProblemsProps {
  readonly id?: string;
  readonly problems: readonly Problem[];
}

/** Tells faults and warnings below their field, with line and column. The place is announced when its text changes. */
export function Problems({ id, problems }: ProblemsProps): ReactElement {
  return (
    <div id={id} aria-live="polite">
      {problems.map(({ field, kind, line, column, message }) => (
        <Text
          key={`${field} ${message}`}
          size="xs"
          mt={4}
          className={`break tone-${kind === 'fault' ? 'bad' : 'warn'}`}
        >
          {line !== null && column !== null && kind === 'fault' && (
            <b>
              Line {line}, column {column}:{' '}
            </b>
          )}
          {message}
        </Text>
      ))}
    </div>
  );
}
