/** Stands in the place of a secret in answers, logs and records. */
export const MASK = '***';

/** `sha256=…` and `v1,…`: the name of the scheme stays. */
const SIGNATURE = /([a-z0-9]+[=,])\S+/g;

type Headers = Readonly<Record<string, string>>;

/** The headers of a request as people see them: the values of the headers named in `secret` are masked, in any case. */
export function maskedHeaders(headers: Headers, secret: Iterable<string>): Record<string, string> {
  const names = new Set([...secret].map((name) => name.toLowerCase()));
  return mapped(headers, (name, value) => (names.has(name.toLowerCase()) ? MASK : value));
}

/** The headers of a request that was never sent: with its signatures, it could be sent in the name of the gateway. */
export function maskedSignatures(headers: Headers): Record<string, string> {
  return mapped(headers, (name, value) =>
    /signature/i.test(name) ? value.replaceAll(SIGNATURE, `$1${MASK}`) : value,
  );
}

function mapped(headers: Headers, shown: (name: string, value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value)]));
}
