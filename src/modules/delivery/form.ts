import { createHash } from 'node:crypto';
import type { Endpoint } from '../model/endpoint.js';

/** Raised when the adapters form messages otherwise than before. */
const FORMAT = 1;

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const made = new WeakMap<Endpoint, string>();

/** Digest of all that forms an endpoint's requests besides their events: recorded with each attempt. */
export function formOf(
  endpoint: Endpoint,
  { source, brand }: { readonly source: string; readonly brand: string },
): string {
  const known = made.get(endpoint);
  if (known !== undefined) return known;
  const { adapter, url, options, headers, secret, previousSecret } = endpoint;
  const parts = [FORMAT, source, brand, adapter, url, options, headers, secret, previousSecret];
  const form = createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 12);
  made.set(endpoint, form);
  return form;
}
