/** What is recorded of an answer's headers, bytes of JSON. */
const KEPT_LIMIT = 4 * 1024;
/** Of one value; what follows is rarely of interest. */
const VALUE_LIMIT = 512;

/** Credentials that a target hands out, or says back. */
const SECRET =
  /^(set-cookie2?|cookie|authorization|proxy-authorization|www-authenticate|authentication-info)$|token|secret|api-?key|session|password|signature/i;

/**
 * The headers of an answer as they are recorded: JSON of at most 4 KiB, secrets masked. Those that do not fit are left
 * out, and so is every header whose value is one of `secrets`, whatever it is called.
 */
export function keptHeaders(headers: Readonly<Record<string, string>>, secrets: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 2;
  for (const [name, value] of Object.entries(headers)) {
    const entry = `${JSON.stringify(name)}:${JSON.stringify(shown(name, value, secrets))}`;
    bytes += Buffer.byteLength(entry) + 1;
    if (bytes > KEPT_LIMIT) break;
    kept.push(entry);
  }
  return `{${kept.join(',')}}`;
}

function shown(name: string, value: string, secrets: readonly string[]): string {
  if (SECRET.test(name) || secrets.some((secret) => value.includes(secret))) return '***';
  return value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT)}…` : value;
}
