import { MASK } from '../../model/mask.js';

/** What is recorded of an answer's headers, bytes of JSON. */
const KEPT_LIMIT = 4 * 1024;
/** Of one value; what follows is rarely of interest. */
const VALUE_LIMIT = 512;

/** Credentials that a target hands out, or says back. */
const SECRET =
  /^(set-cookie2?|cookie|authorization|proxy-authorization|www-authenticate|authentication-info)$|token|secret|api-?key|session|password|signature/i;

/** Of these many names the last entry is remembered: most answers of a target repeat all but the date. */
const REMEMBERED_MAX = 64;

interface Entry {
  readonly value: string;
  /** As it stands in the JSON. */
  readonly text: string;
  readonly bytes: number;
}

/** By what must not be shown, and by name. */
const remembered = new WeakMap<readonly string[], Map<string, Entry>>();

/**
 * The headers of an answer as they are recorded: JSON of at most 4 KiB, secrets masked. Those that do not fit are left
 * out, and so is every header whose value is one of `secrets`, whatever it is called.
 */
export function keptHeaders(headers: Readonly<Record<string, string>>, secrets: readonly string[]): string {
  const kept: string[] = [];
  let bytes = 2;
  for (const [name, value] of Object.entries(headers)) {
    const entry = entryOf(name, value, secrets);
    bytes += entry.bytes + 1;
    if (bytes > KEPT_LIMIT) break;
    kept.push(entry.text);
  }
  return `{${kept.join(',')}}`;
}

function entryOf(name: string, value: string, secrets: readonly string[]): Entry {
  const entries = remembered.get(secrets) ?? new Map<string, Entry>();
  const last = entries.get(name);
  if (last?.value === value) return last;
  const text = `${JSON.stringify(name)}:${JSON.stringify(shown(name, value, secrets))}`;
  const entry = { value, text, bytes: Buffer.byteLength(text) };
  if (last || entries.size < REMEMBERED_MAX) remembered.set(secrets, entries.set(name, entry));
  return entry;
}

function shown(name: string, value: string, secrets: readonly string[]): string {
  if (SECRET.test(name) || secrets.some((secret) => value.includes(secret))) return MASK;
  return value.length > VALUE_LIMIT ? `${value.slice(0, VALUE_LIMIT)}…` : value;
}
