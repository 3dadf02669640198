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
}

/**
 * Recognises the entries of `WEBHOOK_URLS`; the n-th becomes `webhook_n`.
 *
 * @throws GatewayError `invalid_configuration` that names every entry no adapter can serve, and why
 */
export function environmentEndpoints(urls: readonly string[]): EnvironmentEndpoint[] {
  const faults: string[] = [];
  const seen = new Map<string, number>();
  const endpoints = urls.flatMap((raw, i): EnvironmentEndpoint[] => {
    const recognised = recognise(raw);
    if (!recognised.ok) {
      faults.push(`  WEBHOOK_URLS, entry ${i + 1}: ${recognised.message}`);
      return [];
    }
    const { adapter: kind, url, onPlatform } = recognised;
    const ordinal = (seen.get(`${kind.type} ${url}`) ?? 0) + 1;
    seen.set(`${kind.type} ${url}`, ordinal);
    const identity = {
      webhookId: `webhook_${i + 1}`,
      adapter: kind.type,
      maskedUrl: maskUrl(kind.type, url),
    };
    return [{ ...identity, fingerprint: fingerprint(kind.type, url, ordinal), url, kind, onPlatform }];
  });
  if (faults.length > 0)
    throw new GatewayError('invalid_configuration', `The configuration has faults:\n${faults.join('\n')}`);
  return endpoints;
}

/** Knows an endpoint again by what it is, not by where it stands; `ordinal` tells the same URL given twice apart. */
function fingerprint(adapter: string, url: string, ordinal: number): string {
  return createHash('sha256').update(`${adapter}\n${url}\n${ordinal}`).digest('hex');
}
