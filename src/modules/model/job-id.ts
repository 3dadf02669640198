import type { GatewayEvent } from './event.js';
import { parseJson } from './exact-json.js';
import { isExactNumber } from './exact-number.js';
import { isSystemEvent } from './system-events.js';

/** Maximum length of a job id that can be searched for: the index needs a limit. */
const JOB_ID_MAX = 200;

/**
 * Reads the job of an event's data: the text of `job_id`, as it was written, if it is a text or a number; null
 * otherwise.
 */
export function jobOf(data: object | undefined): string | null {
  const given = (data as { job_id?: unknown } | undefined)?.job_id;
  if (isExactNumber(given)) return given.rawJSON;
  return typeof given === 'string' || typeof given === 'number' ? String(given) : null;
}

/** Returns the job id for the index: 1 to 200 characters; null for any other. */
export function jobIdOf(job: string | null): string | null {
  return job !== null && job !== '' && job.length <= JOB_ID_MAX ? job : null;
}

/** Reads the job id of an event for the index; null where it has none. */
export function jobIdOfData({ data }: Pick<GatewayEvent, 'data'>): string | null {
  return data.includes('"job_id"') ? jobIdOf(jobOf(parseJson(data) as object)) : null;
}

/**
 * Reads what an event belongs to: the incident of a system event, the job of any other. Its messages share an order, a conversation and
 * mutes.
 */
export function subjectIdOf(type: string, data: object | undefined): string | null {
  const incident = isSystemEvent(type) ? (data as { incident_id?: unknown } | undefined)?.incident_id : null;
  return typeof incident === 'string' ? incident : jobOf(data);
}
