/** Beginnings of the types of the gateway's own events. */
const RESERVED = ['webhook.', 'action.'];

/** Tells whether events of a type come from the gateway itself, not from outside. */
export function isReserved(type: string): boolean {
  return RESERVED.some((start) => type.startsWith(start));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Tells what the job id of an event names: the gateway's reports of an incident have its id there. */
export function subjectOf(event: string, job: string): 'job' | 'incident' {
  return event.startsWith('webhook.') && UUID.test(job) ? 'incident' : 'job';
}
