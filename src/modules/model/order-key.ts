import { createHash } from 'node:crypto';
import type { Endpoint } from './endpoint.js';

/** Jobs that are their own key; any other is replaced by its digest, so that an index can hold it. */
const PLAIN = /^[\x20-\x7e]{1,200}$/;

/** Returns the order key of a job; null without a job. */
export function jobKey(job: string): string;
export function jobKey(job: string | null): string | null;
export function jobKey(job: string | null): string | null {
  if (job === null || PLAIN.test(job)) return job;
  return `sha256:${createHash('sha256').update(job).digest('hex')}`;
}

/** Returns the order key of each endpoint's delivery of an event about the job. */
export function orderKeys(job: string | null, endpoints: readonly Endpoint[]): (string | null)[] {
  const key = endpoints.some(({ ordering }) => ordering === 'job') ? jobKey(job) : null;
  return endpoints.map(({ ordering }) => (ordering === 'job' ? key : null));
}
