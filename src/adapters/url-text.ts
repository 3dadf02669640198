/** Pairs that people paste around a URL: quotation marks and brackets of mails, chats and shells. */
const WRAPPINGS: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['<', '>'],
  ['\u{201c}', '\u{201d}'],
  ['\u{201e}', '\u{201c}'],
  ['\u{2018}', '\u{2019}'],
  ['\u{ab}', '\u{bb}'],
];
/** White space of any kind and invisible characters at the ends. */
const EDGES =
  /^[\s\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}]+|[\s\u{200b}\u{200e}\u{200f}\u{2060}\u{feff}]+$/gu;
const HOST = /^(?:\/\/)?((?:localhost|\[[0-9a-f:.]+\]|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?)(?:[/?#]|$)/i;

/** `https://` as it is mistyped: `htps://`, `ttps://`, `https:/`. */
const MISTYPED = /^(?:h?t?tt?ps?|hpp?ts?|hhttps?|htt?s)[:;]\/{0,3}(?=[a-z0-9[])/i;
const TWICE = /^https?:\/\/https?(?::|\/|%3a)/i;

/** Takes off what was pasted around a URL: white space, quotation marks, `<…>`, Slack's `<…|label>`. */
export function tidyUrl(raw: string): string {
  let text = raw.replace(EDGES, '');
  for (let inner = unwrapped(text); inner !== null; inner = unwrapped(text)) text = inner;
  return text;
}

function unwrapped(text: string): string | null {
  const pair = WRAPPINGS.find(
    ([open, close]) => text.length > 1 && text.startsWith(open) && text.endsWith(close),
  );
  if (!pair) return null;
  const inner = text.slice(pair[0].length, -pair[1].length);
  const label = pair[0] === '<' ? inner.indexOf('|') : -1;
  return (label < 0 ? inner : inner.slice(0, label)).replace(EDGES, '');
}

/** Hosts of this machine, whose servers rarely speak TLS. */
const THIS_MACHINE = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/i;

/**
 * Says why a text can be no http(s) URL, in a sentence that says what to do; empty when it can. Only a host is repeated of the
 * text: the rest may be a secret.
 */
export function textFault(address: string): string {
  if (/^[$#>]?\s*(curl|wget|http|https)(\.exe)?\s+\S/i.test(address))
    return 'This is a command, not a URL: paste only the URL in it, which starts with https:// or http://.';
  if (/^[\w .-]{1,40}\s*[=:]\s*["'<]?https?:\/\//i.test(address))
    return 'The URL has text before https:// or http://: paste only the URL.';
  const start = 'The URL must start with https:// or http://';
  if (!/^https?:\/\//i.test(address)) {
    const host = HOST.exec(address.replace(MISTYPED, ''))?.[1];
    const scheme = host && THIS_MACHINE.test(host) ? 'http' : 'https';
    return host ? `${start}: did you mean ${scheme}://${host}/…?` : `${start}.`;
  }
  if (TWICE.test(address)) return 'The URL has https:// or http:// twice: remove one of them.';
  return spaceFault(address);
}

/** Says what does not belong into a URL of any scheme: white space, and quotation marks around it; empty where nothing does. */
export function spaceFault(address: string): string {
  if (/[\s\p{Cc}]/u.test(address))
    return 'The URL contains white space, which no valid URL does: paste one URL, on one line.';
  if (/["<>`]$/.test(address))
    return 'The URL ends in a quotation mark or bracket that is not part of a valid URL: remove that.';
  return '';
}

/** An address that is taken. */
interface Taken {
  readonly url: string;
  readonly warnings?: readonly string[];
}

/**
 * Takes parts of the query off an address, and tells which.
 *
 * @param kept names of those that stay
 * @param why a whole sentence
 */
export function withQuery(
  url: URL,
  kept: readonly string[],
  why = 'The gateway writes the message itself.',
): Taken {
  const plain = new URL(url);
  const dropped = [...new Set(plain.searchParams.keys())].filter((name) => !kept.includes(name));
  for (const name of dropped) plain.searchParams.delete(name);
  // A question mark without a query is no part of the address.
  if (plain.searchParams.size === 0) plain.search = '';
  if (dropped.length === 0) return { url: plain.href };
  const names = dropped.map((name) => name.slice(0, 40)).join(', ');
  return { url: plain.href, warnings: [`Left out of the URL: ${names}. ${why}`] };
}
