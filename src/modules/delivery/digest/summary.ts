import { BUILT_IN, commonHeadline } from '../../../adapters/catalogue/catalogue.js';
import type { DigestMember } from '../../model/digest.js';
import type { EventType, Tone } from '../../model/event-type.js';
import { isoTime } from '../../model/iso-time.js';
import { isSystemEvent } from '../../model/system-events.js';

/** Types, classes of errors and jobs that a digest names. */
const NAMED = { types: 5, errors: 5, jobs: 10 } as const;
/** Groups after the first that stand beside the headline. */
const BESIDE = 3;

/** Words for the events of jobs, where the operator has given the type no headline. */
const JOBS: ReadonlyMap<string, string> = new Map([
  ['job.started', 'started'],
  ['job.completed', 'completed'],
  ['job.completed_with_issues', 'completed with issues'],
  ['job.failed', 'failed'],
  ['job.failed_no_retry', 'failed for good'],
  ['job.cancelled', 'cancelled'],
  ['job.deleted', 'deleted'],
  ['job.timeout', 'timed out'],
]);

const RANK: readonly Tone[] = ['failure', 'warning', 'success', 'neutral', 'progress'];

/** Finds the meaning of an event type. */
export type TypeOf = (name: string) => Pick<EventType, 'type' | 'headline' | 'tone' | 'ends'>;

interface Group {
  readonly type: string;
  readonly tone: Tone;
  readonly count: number;
  /** `48 jobs failed`. */
  readonly text: string;
}

/** The summary of the members of a digest: the data of its event. */
export interface DigestContent {
  /** The classes of errors in lines, the second and later ones. */
  readonly message: string;
  readonly headline: string;
  readonly beside: string;
  readonly tone: Tone;
  readonly count: number;
  /** Jobs that failed and completed afterwards; their failures are counted nowhere else. */
  readonly recovered: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly types: readonly { readonly type: string; readonly count: number }[];
  readonly errors: readonly { readonly error: string; readonly count: number }[];
  readonly reason: string | null;
  readonly jobs: number;
  readonly job_ids: readonly string[];
}

/** Sums up what a digest has gathered; at least one member. Pure. */
export function summaryOf(members: readonly DigestMember[], typeOf: TypeOf): DigestContent {
  const recovered = recoveredJobs(members, typeOf);
  const told = members.filter(
    ({ jobId, type }) => jobId === null || !recovered.has(jobId) || typeOf(type).tone !== 'failure',
  );
  const groups = groupsOf(told, typeOf);
  // An error in a success is over, and the message of a success leaves it out too.
  const troubled = told.filter(({ type }) => typeOf(type).tone !== 'success');
  const errors = counted(troubled.map(({ errorClass }) => errorClass));
  // The id of a system event is that of its incident.
  const ofJobs = told.filter(({ type }) => !isSystemEvent(type));
  const jobs = counted(byTone(ofJobs, typeOf).map(({ jobId }) => jobId)).map(([id]) => id);
  const [first, ...others] = groups;
  const again = recovered.size > 0 ? [`${recovered.size} recovered`] : [];
  const beside = [...others.slice(0, BESIDE).map(({ text }) => text), ...again];
  const left = others.slice(BESIDE).reduce((sum, { count }) => sum + count, 0);
  const lines = errors.slice(0, NAMED.errors).map(([error, count]) => `${count} × ${error}`);
  const times = members.map(({ acceptedAt }) => acceptedAt);
  return {
    message: lines.slice(1).join('\n'),
    headline: first?.text ?? `${members.length} messages`,
    beside: [...beside, ...(left > 0 ? [`${left} more`] : [])].join(' · '),
    tone: first?.tone ?? 'neutral',
    count: members.length,
    recovered: recovered.size,
    first_at: isoTime(Math.min(...times)),
    last_at: isoTime(Math.max(...times)),
    types: groups.slice(0, NAMED.types).map(({ type, count }) => ({ type, count })),
    errors: errors.slice(0, NAMED.errors).map(([error, count]) => ({ error, count })),
    reason: lines[0] ?? null,
    jobs: jobs.length,
    job_ids: jobs.slice(0, NAMED.jobs),
  };
}

/** Finds the jobs that failed and completed afterwards. */
function recoveredJobs(members: readonly DigestMember[], typeOf: TypeOf): ReadonlySet<string> {
  const failed = new Set<string>();
  const recovered = new Set<string>();
  for (const { jobId, type } of members) {
    if (jobId === null) continue;
    const { tone, ends } = typeOf(type);
    if (tone === 'failure') {
      failed.add(jobId);
      recovered.delete(jobId);
    } else if (tone === 'success' && ends && failed.has(jobId)) recovered.add(jobId);
  }
  return recovered;
}

/** Counts members by type: failures first, then the most. */
function groupsOf(members: readonly DigestMember[], typeOf: TypeOf): Group[] {
  const groups = [...Map.groupBy(members, ({ type }) => type)].map(([type, own]): Group => {
    const kind = typeOf(type);
    return { type, tone: kind.tone, count: own.length, text: phrase(kind, own) };
  });
  return groups.toSorted(
    (one, other) => RANK.indexOf(one.tone) - RANK.indexOf(other.tone) || other.count - one.count,
  );
}

function byTone(members: readonly DigestMember[], typeOf: TypeOf): readonly DigestMember[] {
  const rank = ({ type }: DigestMember): number => RANK.indexOf(typeOf(type).tone);
  return members.toSorted((one, other) => rank(one) - rank(other));
}

/** Writes `48 jobs failed`, `1 job failed`, or `48 × Render failed` where the type has a headline of its own. */
function phrase({ type, headline }: ReturnType<TypeOf>, members: readonly DigestMember[]): string {
  const verb = JOBS.get(type);
  if (verb !== undefined && headline === BUILT_IN.get(type)?.headline) {
    // A job that failed three times is one job; an event without a job stands for one.
    const count = new Set(members.map(({ jobId, deliveryId }) => jobId ?? deliveryId)).size;
    return `${count} ${count === 1 ? 'job' : 'jobs'} ${verb}`;
  }
  // A headline that depends on the data of one event cannot stand for many.
  const name = commonHeadline({ type, headline }) ?? type.replaceAll(/[._]+/g, ' ');
  return `${members.length} × ${name}`;
}

/** Counts values, the most frequent first; null counts nowhere. */
function counted(values: readonly (string | null)[]): (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one);
}
