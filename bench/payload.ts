import { guideExamples } from '../test/support/guide-examples.ts';

/** What a request of the load carries besides its realistic content, in the digits of its job id. */
export interface Stamp {
  /** When it was sent, or should have been; Unix µs. */
  readonly sentUs: number;
  /** The run it belongs to, below 10,000, and its number in it, below 100,000,000. */
  readonly run: number;
  readonly seq: number;
}

/** The paths of the receiver where a request never gets an answer, and where its answer comes a byte a second. */
export const HANGS = '/hangs';
export const DRIPS = '/drips';

const DATA = { ...guideExamples.completedJob, job_id: '@' };
const [HEAD = '', TAIL = ''] = JSON.stringify({ event: 'job.completed', data: DATA }).split('@');
const MARK = '"job_id":"job_';
const [SENT, RUN, SEQ] = [16, 4, 8];

/** The body of a trigger request: the finished job of the webhook guide. */
export function triggerBody({ sentUs, run, seq }: Stamp): string {
  return `${HEAD}job_${sentUs}_${String(run).padStart(RUN, '0')}${String(seq).padStart(SEQ, '0')}${TAIL}`;
}

/** The stamp in a delivered payload; null where there is none. */
export function readStamp(body: Buffer): Stamp | null {
  const mark = body.indexOf(MARK);
  if (mark < 0) return null;
  const start = mark + MARK.length;
  const run = start + SENT + 1;
  return {
    sentUs: digits(body, start, SENT),
    run: digits(body, run, RUN),
    seq: digits(body, run + RUN, SEQ),
  };
}

function digits(bytes: Buffer, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) number = number * 10 + bytes[at]! - 48;
  return number;
}
