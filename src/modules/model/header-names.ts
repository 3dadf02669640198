/** Headers, in lower case, of the body, the connection or the gateway, which endpoints must not set. */
export const RESERVED_HEADERS: ReadonlySet<string> = new Set([
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

/** Suffixes of the `X-<Brand>-…` headers that describe and sign a delivery. */
const OWN_SUFFIXES: ReadonlySet<string> = new Set([
  'signature',
  'signature-previous',
  'event',
  'delivery',
  'batch',
  'test',
]);

/** Returns the brand as a part of header names (RFC 9110 `token`): its letters, digits and hyphens. */
export function brandToken(brand: string): string {
  return brand.replace(/[^A-Za-z0-9-]/g, '') || 'Gateway';
}

/** Tells whether a name, in any case, is one of the gateway's own `X-<Brand>-…` headers. */
export function isOwnHeader(name: string, brand: string): boolean {
  const lower = name.toLowerCase();
  const prefix = `x-${brandToken(brand).toLowerCase()}-`;
  return lower.startsWith(prefix) && OWN_SUFFIXES.has(lower.slice(prefix.length));
}

/** Tells whether a name, in any case, is reserved, so that a custom header of that name is never sent. */
export function isReservedHeader(name: string, brand: string): boolean {
  return RESERVED_HEADERS.has(name.toLowerCase()) || isOwnHeader(name, brand);
}
