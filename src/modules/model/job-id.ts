/** Longer ones are no ids anybody looks for, and an index takes no texts without end. */
const JOB_ID_MAX = 200;

/** The job that an event's data speaks of: `job_id`, where it is a number or a text of 1 to 200 characters; null else. */
export function jobIdOf(data: object | undefined): string | null {
  const given = (data as { job_id?: unknown } | undefined)?.job_id;
  if (typeof given === 'number') return String(given);
  return typeof given === 'string' && given !== '' && given.length <= JOB_ID_MAX ? given : null;
}
