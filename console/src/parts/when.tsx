import type { ReactElement } from 'react';
import { Ago, Clock } from './ago.tsx';
import { Due } from './due.tsx';

interface WhenProps {
  readonly at: string;
  /** Whether the moment is in the future. */
  readonly ahead?: boolean;
}

/** Shows a moment as time of day and relative to now. */
export function When({ at, ahead = false }: WhenProps): ReactElement {
  return (
    <>
      <Clock at={at} /> · {ahead ? <Due at={at} /> : <Ago at={at} />}
    </>
  );
}
