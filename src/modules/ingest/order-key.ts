import { createHash } from 'node:crypto';
import type { Endpoint } from '../model/endpoint.js';
import type { GatewayEvent } from '../model/event.js';

/** What is kept as it is; anything longer or stranger is kept as its digest, so that any index can hold it. */
const PLAIN = /^[\x20-\x7e]{1,200}$/;

/** The key by which deliveries of the event go one after the other: the job's id as text. Null where it names no job. */
export function jobKey({ data }: GatewayEvent): string | null {
  const { job_id: id } = JSON.parse(data) as { readonly job_id?: unknown };
  if (typeof id !== 'string' && typeof id !== 'number') return null;
  const text = String(id);
  return PLAIN.test(text) ? text : `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** Of each endpoint's delivery of the event, in their order. Only where one asks for it the data is read. */
export function orderKeys(event: GatewayEvent, endpoints: readonly Endpoint[]): (string | null)[] {
  const key = endpoints.some(({ ordering }) => ordering === 'job') ? jobKey(event) : null;
  return endpoints.map(({ ordering }) => (ordering === 'job' ? key : null));
}
