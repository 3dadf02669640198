import type { ReactElement } from 'react';
import { Ago, useTime } from './ago.tsx';

interface DueProps {
  readonly at: string;
  /** Words before a future time. */
  readonly before?: string;
  /** Words for a time that has come; without, they are those of a delivery that waits for a free slot. */
  readonly passed?: string;
}

/** Shows when something is due, and that it is. */
export function Due({ at, before = '', passed = 'sending next' }: DueProps): ReactElement {
  const isAhead = useTime((now) => Date.parse(at) > now);
  return isAhead ? (
    <>
      {before}
      <Ago at={at} />
    </>
  ) : (
    <>{passed}</>
  );
}
