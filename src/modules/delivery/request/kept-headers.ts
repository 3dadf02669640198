import { withoutActionTokens } from '../../model/action-token.js';
import { MASK } from '../../model/mask.js';

/** Largest record of an answer's headers, bytes of JSON. */
const KEPT_LIMIT = 4 * 1024;
/** Largest part of one value, UTF-16 units. */
const VALUE_LIMIT = 512;

/** Names of headers whose values are credentials. */
const SECRET =
  /^(set-cookie2?|cookie|authorization|proxy-authorization|www-authenticate|authentication-info)$|token|secret|api-?key|session|password|signature/i;

/** Largest number of header names per endpoint whose last entry is remembered: most answers of a target repeat all but the date. */
const REMEMBERED_MAX = 64;

interface Entry {
  readonly value: string;
  /** Name and masked value as JSON. */
  readonly text: string;
  /** Length of `text`, bytes. */
  readonly bytes: number;
}

/** The last entries by the endpoint's list of secrets, and by header name. */
const remembered = new WeakMap<readonly string[], Map<string, Entry>>();

/**
 * Returns the headers of an answer as they are recorded: JSON of at most 4 KiB. Headers that do not fit are left out; values of headers
 * with a secret name, and values that contain one of `secrets`, are masked.
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
  const text = `${JSON.stringify(name)}:${JSON.stringify(maskedValue(name, value, secrets))}`;
  const entry = { value, text, bytes: Buffer.byteLength(text) };
  if (last || entries.size < REMEMBERED_MAX) remembered.set(secrets, entries.set(name, entry));
  return entry;
}

function maskedValue(name: string, value: string, secrets: readonly string[]): string {
  if (SECRET.test(name) || secrets.some((secret) => value.includes(secret))) return MASK;
  const shown = withoutActionTokens(value);
  return shown.length > VALUE_LIMIT ? `${shown.slice(0, VALUE_LIMIT)}…` : shown;
}
