import { BoundedCache } from '../modules/model/bounded-cache.js';

/** Longest link, UTF-16 units: above what any platform takes. */
const LONGEST = 8192;

/**
 * Gives the URL in its normal, all-ASCII form when the value is an http(s) URL, else null. The characters that end a link in
 * the markup of chats are percent-encoded.
 */
export function webLink(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST || !/^\s*https?:\/\//i.test(value)) return null;
  return value.length > REMEMBERED ? linkOf(value) : LINKS.get(value);
}

/** Longest address that is remembered, UTF-16 units. */
const REMEMBERED = 500;
/** Links by their texts: one message names an address in several places, and one event goes to several endpoints. */
const LINKS = new BoundedCache<string, string | null>(1_000, linkOf);

function linkOf(text: string): string | null {
  const url = URL.parse(text.trim());
  return url && url.href.replace(/[|<>"`\\^{}\s]/g, encodeURIComponent);
}
