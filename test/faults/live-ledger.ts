import type { LiveChannel } from './live-channel.js';
import { byJob, readSaying } from './live-channel.js';
import { isFailure, type JobReporter, type ReportedStep } from './job-reporter.js';
import type { ShownMessage } from '../support/discord-channel.js';

/** The content of the store at the end of a run. */
export interface StoredEnd {
  /** State and reason of each delivery: `delivered`, `delivered superseded`. */
  readonly deliveries: readonly { readonly event: string; readonly state: string }[];
  readonly conversations: readonly {
    readonly job: string;
    readonly doubts: number;
    readonly losses: number;
  }[];
}

/** The balance of a run with live messages. */
export interface LiveLedger {
  readonly jobs: number;
  readonly events: number;
  readonly requests: number;
  /** Messages of jobs, those that were deleted included. */
  readonly cards: number;
  /** Reasons for cards beyond the first of their job, and for announcements beyond the first of their failure: counted doubts, and losses. */
  readonly doubts: number;
  readonly losses: number;
  /** Cards beyond the first of their job, and announcements beyond the first of their failure, without a reason. */
  readonly unexplained: number;
  /** Events without exactly one delivery in a state of the table that ends it. */
  readonly unsettled: number;
  /** Jobs whose newest event stands in no message. */
  readonly notShown: number;
  /** Messages that show something older than their job's newest event, beyond the doubts. */
  readonly outdated: number;
  /** Failures that no new message told of. */
  readonly unnotified: number;
}

/** The ledger that every run must end with. */
export const LIVE_BALANCED = { unexplained: 0, unsettled: 0, notShown: 0, outdated: 0, unnotified: 0 };

const ENDS = new Set(['delivered', 'delivered superseded', 'cancelled message_gone']);

export function liveBalance(reporter: JobReporter, live: LiveChannel, stored: StoredEnd): LiveLedger {
  const posted = byJob(live.channel.posted);
  const there = byJob(live.channel.messages);
  const known = new Map(stored.conversations.map((one) => [one.job, one]));
  const settled = Map.groupBy(stored.deliveries, ({ event }) => event);
  const jobs = [...reporter.jobs].map(([job, steps]) => {
    const { doubts = 0, losses = 0 } = known.get(job) ?? {};
    const all = posted.get(job) ?? [];
    const cards = all.filter(isCard);
    const repeated = repeatedAnnouncements(all);
    const newest = steps.at(-1)!.step;
    const shown = (there.get(job) ?? []).filter(isCard).map(({ said }) => readSaying(said.at(-1)!).step);
    return {
      cards: cards.length,
      doubts,
      losses,
      unexplained: Math.max(0, cards.length - 1 + repeated - doubts - Math.min(losses, 1)),
      unsettled: steps.filter(({ step }) => !isSettled(settled.get(`${job}-${step}`))).length,
      notShown: shown.includes(newest) ? 0 : 1,
      outdated: Math.max(0, shown.filter((step) => step !== newest).length + repeated - doubts),
      unnotified: unnotified(steps, all).length,
    };
  });
  const sum = (name: keyof (typeof jobs)[number]) => jobs.reduce((total, job) => total + job[name], 0);
  return {
    jobs: jobs.length,
    events: reporter.accepted,
    requests: live.receiver.requests,
    cards: sum('cards'),
    doubts: sum('doubts'),
    losses: sum('losses'),
    unexplained: sum('unexplained'),
    unsettled: sum('unsettled'),
    notShown: sum('notShown'),
    outdated: sum('outdated'),
    unnotified: sum('unnotified'),
  };
}

const isCard = ({ said }: ShownMessage): boolean => !readSaying(said[0]!).announces;

/** Counts the announcements of failures that were announced before. */
function repeatedAnnouncements(posted: readonly ShownMessage[]): number {
  const announced = posted.filter((message) => !isCard(message)).map(({ said }) => readSaying(said[0]!).step);
  return announced.length - new Set(announced).size;
}

function isSettled(deliveries: StoredEnd['deliveries'] = []): boolean {
  return deliveries.length === 1 && ENDS.has(deliveries[0]!.state);
}

/** Returns the failures that no message began with: an edit notifies nobody. */
function unnotified(
  steps: readonly ReportedStep[],
  posted: readonly ShownMessage[],
): readonly ReportedStep[] {
  const told = new Set(posted.map(({ said }) => readSaying(said[0]!).step));
  return steps.filter(({ type, step }) => isFailure(type) && !told.has(step));
}

/** Prints the last line of a run. */
export function printLive(run: string, ledger: LiveLedger): void {
  const { jobs, events, requests, cards, doubts, losses } = ledger;
  process.stdout.write(
    `${run}: ${jobs} jobs, ${events} events in ${requests} requests, ${cards} messages of jobs ` +
      `(${doubts} possible doubles, ${losses} deleted), unexplained ${ledger.unexplained}, outdated ${ledger.outdated}, ` +
      `failures not told ${ledger.unnotified}, unsettled ${ledger.unsettled}\n`,
  );
}
