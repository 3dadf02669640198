import type { Handshake, HandshakeAnswer, Permission } from '../../modules/model/handshake.js';
import type { Target } from '../adapter.js';
import { customHeaders } from '../custom-headers.js';
import type { CloudEventsOptions } from './cloudevents-options.js';

/** Window of the rate that a receiver allows: it counts requests a minute, ms. */
const MINUTE_MS = 60_000;

/**
 * Makes the request for permission of the CloudEvents webhook specification (abuse protection). The origin is the host of the gateway
 * where people's browsers know one, else its source.
 */
export function handshakeOf({
  options,
  headers,
  brand,
  source,
  links,
  url,
}: Target<CloudEventsOptions>): Handshake | null {
  if (options.handshake !== true) return null;
  const origin = URL.parse(links.console ?? '')?.host || source.replaceAll(/[^\w.-]/g, '-') || 'gateway';
  return {
    url,
    headers: {
      ...customHeaders(headers, brand),
      'WebHook-Request-Origin': origin,
      'WebHook-Request-Rate': '*',
    },
    judge: (response) => permissionIn(response, origin),
  };
}

function permissionIn({ status, headers }: HandshakeAnswer, origin: string): Permission {
  const allowed = headers['webhook-allowed-origin']?.trim() ?? '';
  if (status < 200 || status > 299) {
    return refusal(`it answered OPTIONS with HTTP ${status}`);
  }
  if (allowed === '') return refusal('its answer to OPTIONS has no WebHook-Allowed-Origin');
  const origins = allowed.split(',').map((one) => one.trim().toLowerCase());
  if (!origins.some((one) => one === '*' || one === origin.toLowerCase())) {
    return refusal(`WebHook-Allowed-Origin does not name ${origin}`);
  }
  return { granted: true, rateLimit: rateIn(headers['webhook-allowed-rate']) };
}

function refusal(why: string): Permission {
  return { granted: false, message: `The receiver gave no permission for deliveries: ${why}` };
}

/** Reads the requests a minute that are allowed; null for any number of them. */
function rateIn(value: string | undefined): { readonly max: number; readonly windowMs: number } | null {
  const text = value?.trim() ?? '';
  const max = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return max > 0 ? { max, windowMs: MINUTE_MS } : null;
}
