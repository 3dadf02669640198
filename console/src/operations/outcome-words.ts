import type { Operation } from '../api/types.ts';
import { count, plural } from '../parts/format.ts';

type Outcome = NonNullable<Operation['outcome']>;

/** Words for each state, in this order; states with 0 are left out. */
const PARTS: readonly (readonly [keyof Outcome & string, string])[] = [
  ['delivered', 'delivered'],
  ['pending', 'pending'],
  ['held', 'held'],
  ['failed', 'failed'],
  ['cancelled', 'cancelled'],
  ['other', 'changed since'],
];

/** Writes an outcome: `14 queued: 11 delivered, 2 pending, 1 held`, and the skipped ones. */
export function outcomeText(outcome: Outcome): string {
  const { queued, skipped, complete } = outcome;
  const states = statesText(outcome);
  const seen = PARTS.reduce((sum, [name]) => sum + Number(outcome[name]), 0);
  // The note is needed only when the limit has cut deliveries off.
  const partly = complete || seen >= queued ? '' : ` (of the first ${count(10_000)})`;
  const became = states === '' ? '' : `: ${states}${partly}`;
  return `${count(queued)} queued${became}${skipped === 0 ? '' : `; ${count(skipped)} skipped`}`;
}

/** Writes numbers by state: `11 delivered, 2 pending`; states with 0 are left out. */
export function statesText(states: Partial<Record<keyof Outcome, number | boolean>>): string {
  return PARTS.flatMap(([name, words]) =>
    states[name] ? [`${count(Number(states[name]))} ${words}`] : [],
  ).join(', ');
}

/** Writes the progress of an operation through its deliveries. */
export function progressText({ kind, processed, total, failed, state, outcome }: Operation): string {
  if (state === 'done' && outcome !== null) return outcomeText(outcome);
  const of = total === null ? '' : ` of ${count(total)}`;
  const skipped = failed === 0 ? '' : `; ${count(failed)} skipped`;
  if (state === 'done' && kind === 'cancel')
    return `${plural(processed - failed, 'delivery', 'deliveries')} cancelled${skipped}`;
  return `${count(processed)}${of} processed${skipped}`;
}
