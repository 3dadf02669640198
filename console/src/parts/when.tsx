import type { ReactElement } from 'react';
import { Ago, useNow } from './ago.tsx';
import { Due } from './due.tsx';
import { clock } from './format.ts';

interface WhenProps {
  readonly at: string;
  /** Whether the moment is in the future. */
  readonly ahead?: boolean;
}

/** Shows a moment as time of day and relative to now. */
export function When({ at, ahead = false }: WhenProps): ReactElement {
  return (
    <>
      <span className="num">{clock(at, useNow())}</span> · {ahead ? <Due at={at} /> : <Ago at={at} />}
    </>
  );
}
