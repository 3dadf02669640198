import type { ReactElement } from 'react';
import { Ago, useNow } from './ago.tsx';

interface DueProps {
  readonly at: string;
  /** Words before a time that is to come. */
  readonly before?: string;
}

/** When something is due. A delivery whose time has come waits for a free slot. */
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
