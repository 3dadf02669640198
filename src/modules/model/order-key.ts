import { createHash } from 'node:crypto';
import type { Endpoint } from './endpoint.js';

/** What is kept as it is; anything longer or stranger is kept as its digest, so that any index can hold it. */
const PLAIN = /^[\x20-\x7e]{1,200}$/;

/** The key by which deliveries about a job go one after the other. Null where there is no job. */
export function jobKey(job: string | null): string | null {
  if (job === null || PLAIN.test(job)) return job;
  return `sha256:${createHash('sha256').update(job).digest('hex')}`;
}

/** Of each endpoint's delivery of an event about the job, in their order. */
export function orderKeys(job: string | null, endpoints: readonly Endpoint[]): (string | null)[] {
  const key = endpoints.some(({ ordering }) => ordering === 'job') ? jobKey(job) : null;
  return endpoints.map(({ ordering }) => (ordering === 'job' ? key : null));
}
