import { createHash } from 'node:crypto';
import type { ButtonSource, HeardButtons } from '../../../adapters/presses.js';
import { adapterOf } from '../../../adapters/registry.js';
import type { Endpoint } from '../../model/endpoint.js';

/** The source from which the gateway hears of presses of an endpoint's messages. */
export interface EndpointSource extends ButtonSource {
  readonly by: HeardButtons['by'];
  /** Name of the source that tells nothing of its credential: the same on every node. */
  readonly key: string;
}

/** Finds where presses of an endpoint's messages are heard; null where its actions are links, or its credential is missing. */
export function sourceOf({
  adapter,
  url,
  options,
}: Pick<Endpoint, 'adapter' | 'url' | 'options'>): EndpointSource | null {
  const buttons = adapterOf(adapter)?.buttons;
  if (!buttons || buttons.rights(options) === null) return null;
  const { by } = buttons;
  const { base, token } = buttons.source(url, options);
  // The secrets of an endpoint may be unreadable: the key that they are encrypted with was lost.
  if (token === '') return null;
  const key = createHash('sha256')
    .update(JSON.stringify([by, base, token]))
    .digest('hex')
    .slice(0, 32);
  return { by, base, token, key };
}

/** Returns the key of an endpoint's source of presses, by which endpoints share a connection; null without native buttons. */
export function sourceKeyOf(endpoint: Pick<Endpoint, 'adapter' | 'url' | 'options'>): string | null {
  return sourceOf(endpoint)?.key ?? null;
}
