import { brandToken } from './signature.js';

/** Names that describe the body, the connection or the gateway itself: not for endpoints to set. */
const RESERVED: ReadonlySet<string> = new Set([
  'content-type',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
  'traceparent',
  'tracestate',
  'user-agent',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
]);
const OWN = ['signature', 'event', 'delivery', 'test'];
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** True where a custom header of that name is never sent, whatever its case. */
export function isReservedHeader(name: string, brand: string): boolean {
  const lower = name.toLowerCase();
  const prefix = `x-${brandToken(brand).toLowerCase()}-`;
  return RESERVED.has(lower) || OWN.some((suffix) => lower === prefix + suffix);
}

/** The custom headers that may be sent: those that HTTP can carry and that are not reserved. */
export function customHeaders(
  headers: Readonly<Record<string, string>>,
  brand: string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => NAME.test(name) && VALUE.test(value) && !isReservedHeader(name, brand),
    ),
  );
}
