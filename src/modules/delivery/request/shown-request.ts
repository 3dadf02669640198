import { maskUrl } from '../../../adapters/registry.js';
import { withoutActionTokens } from '../../model/action-token.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { GatewayEvent } from '../../model/event.js';
import { MASK, maskedHeaders } from '../../model/mask.js';
import type { ShownRequest } from '../../model/request-archive.js';
import type { SignedRequest } from '../sender/sender.service.js';
import { optionSecretsOf, urlSecretsOf } from './redact.js';

/** Names of headers that hold credentials, whichever adapter sets them. */
const CREDENTIALS = ['authorization', 'proxy-authorization', 'cookie'];

/**
 * Returns a request in the form that people may see. Masked are the secret options that the endpoint's adapter declares, wherever the
 * adapter has put them, the secret words of the URL, the endpoint's custom headers, and the tokens of actions. A word of the URL that stands in the event as
 * well is no secret there.
 */
export function shownRequest(
  { method = 'POST', url, headers, body }: SignedRequest,
  { endpoint, event }: { readonly endpoint: Endpoint; readonly event: GatewayEvent },
): ShownRequest {
  const words = urlSecretsOf(endpoint).filter(
    (word) => !event.data.includes(word) && !event.type.includes(word),
  );
  const secrets = [...optionSecretsOf(endpoint), ...words].sort((one, other) => other.length - one.length);
  const masked = (text: string): string =>
    withoutActionTokens(secrets.reduce((shown, secret) => shown.replaceAll(secret, MASK), text));
  const custom = maskedHeaders(headers, [...Object.keys(endpoint.headers), ...CREDENTIALS]);
  const shown = Object.entries(custom).map(([name, value]) => [name, masked(value) === value ? value : MASK]);
  return {
    method,
    url: masked(maskUrl(endpoint.adapter, url)),
    headers: Object.fromEntries(shown),
    body: masked(body),
  };
}
