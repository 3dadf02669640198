import type { EventOutcome } from './outcome-of.js';

/** Events by what becomes of them. */
export type OutcomeCounts = Readonly<Record<EventOutcome, number>>;

interface Compared {
  readonly examined: number;
  readonly before: OutcomeCounts;
  readonly after: OutcomeCounts;
  /** Events that are sent either way, with another message. */
  readonly rewritten: number;
}

const OTHERS = [
  ['held', 'held by quiet hours'],
  ['dropped', 'dropped in quiet hours'],
  ['failed', 'failed'],
] as const;

/** Says what a change would do: `14 of the last 50 events would be sent, 6 fewer than now. 3 messages would differ.` */
export function comparisonSummary({ examined, before, after, rewritten }: Compared): string {
  if (examined === 0) return 'No event of these types is stored yet.';
  const events = examined === 1 ? 'the last event' : `the last ${examined} events`;
  const sent = `${after.sent} of ${events} would be sent, ${differenceOf(after.sent - before.sent)}`;
  const others = OTHERS.filter(([outcome]) => before[outcome] > 0 || after[outcome] > 0).map(
    ([outcome, words]) =>
      `${after[outcome]} would be ${words}, ${differenceOf(after[outcome] - before[outcome])}`,
  );
  const messages = rewritten === 1 ? '1 message would differ' : `${rewritten} messages would differ`;
  return `${[sent, ...others, ...(rewritten > 0 ? [messages] : [])].join('. ')}.`;
}

function differenceOf(difference: number): string {
  if (difference === 0) return 'as many as now';
  return `${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} than now`;
}
