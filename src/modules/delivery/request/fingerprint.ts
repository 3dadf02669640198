import { createHash } from 'node:crypto';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';

/** By adapter, raised when it forms messages otherwise than before. */
const FORMATS: Readonly<Record<string, number>> = { generic: 1, slack: 3, discord: 3 };
const DIGEST_LENGTH = 12;

/** The names of the gateway; see `Identity`. */
interface Sender {
  readonly source: string;
  readonly brand: string;
}

/** The inputs of a body, besides its event and the public name of its endpoint. */
export interface RequestFingerprint extends Sender {
  readonly adapter: string;
  readonly options: object;
}

/** The fingerprints of endpoints. Endpoints are frozen and replaced with every change, so each fingerprint is made once. */
const fingerprints = new WeakMap<Endpoint, string>();

/**
 * Returns the fingerprint of an endpoint's requests, which is recorded with each attempt: a digest of all inputs besides the event, and
 * the inputs of the body in clear, so that the body can be made again after the endpoint has changed. Where these include a secret, the
 * fingerprint is the digest alone.
 */
export function fingerprintOf(endpoint: Endpoint, { source, brand }: Sender): string {
  const known = fingerprints.get(endpoint);
  if (known !== undefined) return known;
  const { adapter, url, options, headers, secret, previousSecret } = endpoint;
  const format = FORMATS[adapter] ?? 1;
  const parts = [format, source, brand, adapter, url, options, headers, secret, previousSecret];
  const digest = createHash('sha256')
    .update(JSON.stringify(parts))
    .digest('base64url')
    .slice(0, DIGEST_LENGTH);
  const secrets = adapterOf(adapter)?.secretOptions ?? [];
  const open = secrets.every((name) => !(name in options));
  const form = open ? digest + JSON.stringify([format, adapter, source, brand, options]) : digest;
  fingerprints.set(endpoint, form);
  return form;
}

/** Returns the inputs of an attempt's body; null where they were not recorded, or where the adapter's format has changed since. */
export function parseFingerprint(form: string | null | undefined): RequestFingerprint | null {
  if (!form || form.length <= DIGEST_LENGTH) return null;
  const [format, adapter, source, brand, options] = JSON.parse(form.slice(DIGEST_LENGTH)) as [
    number,
    string,
    string,
    string,
    object,
  ];
  return format === (FORMATS[adapter] ?? 1) ? { adapter, source, brand, options } : null;
}
