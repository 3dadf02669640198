import { createHash } from 'node:crypto';
import type { Adapter } from '../../adapters/adapter.js';
import { maskUrl, recognise } from '../../adapters/registry.js';
import { GatewayError } from '../model/gateway-error.js';
import type { EndpointIdentity } from '../store/endpoint-store.js';

/** One entry of `WEBHOOK_URLS`, recognised. */
export interface EnvironmentEndpoint extends EndpointIdentity {
  /** In clear, normalised by the adapter. */
  readonly url: string;
  readonly kind: Adapter;
  /** True on the platform's own host: its rate limits apply. */
  readonly onPlatform: boolean;
  /** Sentences about what may not be meant; free of secrets. */
  readonly warnings: readonly string[];
}

/** Why no adapter can serve an entry of `WEBHOOK_URLS`, null when one can. Free of secrets. */
export function urlFault(entry: string): string | null {
  const recognised = recognise(entry);
  return recognised.ok ? null : recognised.message;
}

/**
 * Recognises the entries of `WEBHOOK_URLS`; the n-th becomes `webhook_n`.
 *
 * @throws GatewayError `invalid_configuration` for an entry that has a {@link urlFault}
 */
export function environmentEndpoints(urls: readonly string[]): EnvironmentEndpoint[] {
  const seen = new Map<string, number>();
  return urls.map((raw, i): EnvironmentEndpoint => {
    const recognised = recognise(raw);
    if (!recognised.ok)
      throw new GatewayError('invalid_configuration', `WEBHOOK_URLS: entry ${i + 1}: ${recognised.message}`);
    const { adapter: kind, url, onPlatform, warnings } = recognised;
    const ordinal = (seen.get(`${kind.type} ${url}`) ?? 0) + 1;
    seen.set(`${kind.type} ${url}`, ordinal);
    const identity = {
      webhookId: `webhook_${i + 1}`,
      adapter: kind.type,
      maskedUrl: maskUrl(kind.type, url),
    };
    return {
      ...identity,
      fingerprint: fingerprint(kind.type, url, ordinal),
      url,
      kind,
      onPlatform,
      warnings,
    };
  });
}

/** Knows an endpoint again by what it is, not by where it stands; `ordinal` tells the same URL given twice apart. */
function fingerprint(adapter: string, url: string, ordinal: number): string {
  return createHash('sha256').update(`${adapter}\n${url}\n${ordinal}`).digest('hex');
}
