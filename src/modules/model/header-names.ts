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

/** What follows `X-<Brand>-` in the headers that say what is sent and prove who sent it. */
const OWN_SUFFIXES: ReadonlySet<string> = new Set([
  'signature',
  'signature-previous',
  'event',
  'delivery',
  'test',
]);

/** The brand as part of a header name (RFC 9110 `token`): letters, digits and hyphens of it. */
export function brandToken(brand: string): string {
  return brand.replace(/[^A-Za-z0-9-]/g, '') || 'Gateway';
}

/** True for the gateway's own `X-<Brand>-…` headers, in any case. */
export function isOwnHeader(name: string, brand: string): boolean {
  const lower = name.toLowerCase();
  const prefix = `x-${brandToken(brand).toLowerCase()}-`;
  return lower.startsWith(prefix) && OWN_SUFFIXES.has(lower.slice(prefix.length));
}

/** True where a custom header of that name is never sent, in any case. */
export function isReservedHeader(name: string, brand: string): boolean {
  return RESERVED.has(name.toLowerCase()) || isOwnHeader(name, brand);
}
