import { guideExamples } from '../test/support/guide-examples.ts';

/** Facts that a request of the load carries in the digits of its job id. */
export interface Stamp {
  /** Time when the request was due, Unix µs. */
  readonly sentUs: number;
  /** Number of the run, below 10,000, and of the request in it, below 100,000,000. */
  readonly run: number;
  readonly seq: number;
}

/** Path of the receiver where requests never get an answer. */
export const HANGS = '/hangs';
/** Path of the receiver where the answer comes a byte per second. */
export const DRIPS = '/drips';

const DATA = { ...guideExamples.completedJob, job_id: '@' };
const [HEAD = '', TAIL = ''] = JSON.stringify({ event: 'job.completed', data: DATA }).split('@');
const MARK = '"job_id":"job_';
const [SENT, RUN, SEQ] = [16, 4, 8];

/** Writes the body of a trigger request: the finished job of the webhook guide. */
export function triggerBody({ sentUs, run, seq }: Stamp): string {
  return `${HEAD}job_${sentUs}_${String(run).padStart(RUN, '0')}${String(seq).padStart(SEQ, '0')}${TAIL}`;
}

/** Reads the stamp of a delivered payload; null without one. */
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
