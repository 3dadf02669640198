import { parseJson } from '../../model/exact-json.js';
import type { GatewayEvent } from '../../model/event.js';
import { jobIdOf, jobOf } from '../../model/job-id.js';

/** Reads the job of an event; null where it has none. */
export function jobIdOfData({ data }: Pick<GatewayEvent, 'data'>): string | null {
  return data.includes('"job_id"') ? jobIdOf(jobOf(parseJson(data) as object)) : null;
}
