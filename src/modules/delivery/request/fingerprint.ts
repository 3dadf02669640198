import { createHash } from 'node:crypto';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';

/** By adapter, raised when it forms messages otherwise than before. */
const FORMATS: Readonly<Record<string, number>> = { generic: 1, slack: 2, discord: 2 };
const DIGEST_LENGTH = 12;

/** Who sends: `streamgank` and `StreamGank`. */
interface Sender {
  readonly source: string;
  readonly brand: string;
}

/** What forms a body, besides its event and the public name it is sent under. */
export interface RequestFingerprint extends Sender {
  readonly adapter: string;
  readonly options: object;
}

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const made = new WeakMap<Endpoint, string>();

/**
 * What formed an endpoint's requests besides their events, recorded with each attempt: a digest of all of it, and what
 * formed the body, in clear, so that it can be made again however the endpoint has changed since. Where a secret is among that,
 * there is the digest alone.
 */
export function fingerprintOf(endpoint: Endpoint, { source, brand }: Sender): string {
  const known = made.get(endpoint);
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
  made.set(endpoint, form);
  return form;
}

/** What formed the body of an attempt; null where that was not recorded, or adapters form messages otherwise now. */
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
