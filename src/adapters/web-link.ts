/** Longest link, UTF-16 units: above what any platform takes. */
const LONGEST = 8192;

/**
 * Gives the URL in its normal, all-ASCII form when the value is an http(s) URL, else null. The characters that end a link in
 * the markup of chats are percent-encoded.
 */
export function webLink(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST || !/^\s*https?:\/\//i.test(value)) return null;
  const url = URL.parse(value.trim());
  return url && url.href.replace(/[|<>"`\\^{}\s]/g, encodeURIComponent);
}
