import type { ReactElement } from 'react';
import type { Delivery } from '../api/types.ts';
import { Ago, useTime } from './ago.tsx';
import { HELD_WORDS } from './held-words.ts';

type Hold = Pick<Delivery, 'held_by' | 'held_until'>;

/** Shows what holds a pending delivery, and until when, if known: `held: circuit open, probe in 18 s`. */
export function Held({ held_by: by, held_until: until }: Hold): ReactElement | null {
  const isAhead = useTime((now) => until !== null && Date.parse(until) > now);
  if (by === null) return null;
  const [what, next] = HELD_WORDS[by];
  return (
    <>
      held: {what}
      {until !== null && isAhead && (
        <>
          , {next} <Ago at={until} />
        </>
      )}
    </>
  );
}
