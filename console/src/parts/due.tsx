import type { ReactElement } from 'react';
import { Ago, useNow } from './ago.tsx';

interface DueProps {
  readonly at: string;
  /** Words before a future time. */
  readonly before?: string;
}

/** Shows when something is due. A delivery that is due waits for a free slot. */
export function Due({ at, before = '' }: DueProps): ReactElement {
  const now = useNow();
  return Date.parse(at) > now ? (
    <>
      {before}
      <Ago at={at} />
    </>
  ) : (
    <>sending next</>
  );
}
