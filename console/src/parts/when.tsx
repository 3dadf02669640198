import type { ReactElement } from 'react';
import { Ago, useNow } from './ago.tsx';
import { Due } from './due.tsx';
import { clock } from './format.ts';

interface WhenProps {
  readonly at: string;
  /** It is still to come. */
  readonly ahead?: boolean;
}

/** A moment both ways: the time of day, and how far away it is. */
export function When({ at, ahead = false }: WhenProps): ReactElement {
  return (
    <>
      <span className="num">{clock(at, useNow())}</span> · {ahead ? <Due at={at} /> : <Ago at={at} />}
    </>
  );
}
