import { isExactNumber } from './exact-number.js';

/** Longer ones are no ids anybody looks for, and an index takes no texts without end. */
const JOB_ID_MAX = 200;

/** What an event's data calls its job: the text of `job_id`, where that is a text or a number, as it was written; null otherwise. */
export function jobOf(data: object | undefined): string | null {
  const given = (data as { job_id?: unknown } | undefined)?.job_id;
  if (isExactNumber(given)) return given.rawJSON;
  return typeof given === 'string' || typeof given === 'number' ? String(given) : null;
}

/** The job as it can be looked for: 1 to 200 characters; null for any other. */
export function jobIdOf(job: string | null): string | null {
  return job !== null && job !== '' && job.length <= JOB_ID_MAX ? job : null;
}
