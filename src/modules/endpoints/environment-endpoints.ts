import { createHash } from 'node:crypto';
import { maskUrl, recognise } from '../../adapters/registry.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import { GatewayError } from '../model/gateway-error.js';
import type { EndpointIdentity } from '../store/endpoint-store.js';
import type { Definition } from './definitions/definition.js';
import { optionsOf } from './definitions/options.js';

/** An entry of `WEBHOOK_URLS`. */
export interface EnvironmentEndpoint extends EndpointIdentity {
  /** Sets nothing but the URL and the headers: all else follows the gateway's settings. */
  readonly definition: Definition;
  /** Sentences about a URL that may not be meant; free of secrets. */
  readonly warnings: readonly string[];
}

/** Says why no adapter can serve an entry of `WEBHOOK_URLS`, which has no options but those in its URL; null when one can. Free of secrets. */
export function urlFault(entry: string): string | null {
  const recognised = recognise(entry);
  if (!recognised.ok) return recognised.message;
  const [fault] = optionsOf(recognised.adapter, {}, new URL(recognised.url)).faults;
  return fault ? `${fault.message.replace(/[.]$/, '')}.` : null;
}

/**
 * Recognises the entries of `WEBHOOK_URLS`; the n-th becomes `webhook_n`.
 *
 * @throws GatewayError `invalid_configuration` for an entry that has a {@link urlFault}
 */
export function environmentEndpoints({
  urls,
  headers,
}: Pick<GatewayConfig, 'urls' | 'headers'>): EnvironmentEndpoint[] {
  const seen = new Map<string, number>();
  return urls.map((raw, i): EnvironmentEndpoint => {
    const fault = urlFault(raw);
    const recognised = recognise(raw);
    if (fault !== null || !recognised.ok)
      throw new GatewayError('invalid_configuration', `WEBHOOK_URLS: entry ${i + 1}: ${fault}`);
    const {
      adapter: { type: adapter },
      url,
      warnings,
    } = recognised;
    const ordinal = (seen.get(`${adapter} ${url}`) ?? 0) + 1;
    seen.set(`${adapter} ${url}`, ordinal);
    return {
      webhookId: `webhook_${i + 1}`,
      adapter,
      maskedUrl: maskUrl(adapter, url),
      fingerprint: fingerprint(adapter, url, ordinal),
      definition: { adapter, settings: {}, secrets: { url, headers } },
      warnings,
    };
  });
}

/** Identifies an endpoint by its URL, wherever it stands in the list; `ordinal` tells equal entries apart. */
function fingerprint(adapter: string, url: string, ordinal: number): string {
  return createHash('sha256').update(`${adapter}\n${url}\n${ordinal}`).digest('hex');
}
