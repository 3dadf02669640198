/** Replacement of a secret in answers, logs and records. */
export const MASK = '***';

/** A signature, `sha256=…` or `v1,…`; the name of the scheme is kept. */
const SIGNATURE = /([a-z0-9]+[=,])\S+/g;

type Headers = Readonly<Record<string, string>>;

/** Masks the values of the headers named in `secret`, in any case. */
export function maskedHeaders(headers: Headers, secret: Iterable<string>): Record<string, string> {
  const names = new Set([...secret].map((name) => name.toLowerCase()));
  return mapped(headers, (name, value) => (names.has(name.toLowerCase()) ? MASK : value));
}

/** Masks the signatures of a request that was never sent: with them, anyone could send it in the gateway's name. */
export function maskedSignatures(headers: Headers): Record<string, string> {
  return mapped(headers, (name, value) =>
    /signature/i.test(name) ? value.replaceAll(SIGNATURE, `$1${MASK}`) : value,
  );
}

function mapped(headers: Headers, shown: (name: string, value: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value)]));
}
