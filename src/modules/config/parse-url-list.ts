import { parseList } from './parse-list.js';
import type { Malformed } from './malformed.js';
import type { Entry } from './parse-list.js';

const ACCEPTED =
  'http:// or https:// URLs separated by commas, each with an optional adapter in front ' +
  '(slack+https://chat.example.com/hooks/x); a comma inside a URL is written %2C';

/** An optional adapter name with `+`, then a URL with two slashes (`https:host` is a typing error). */
const SHAPE = /^(?:[a-z][a-z0-9-]*\+)?(https?:\/\/[^/?#].*)$/i;

/** Reads endpoint URLs as they were written. Only the syntax is checked here; the adapters check the rest. */
export function parseUrlList(text: string): readonly string[] | Malformed {
  return parseList(text, 'URL', ACCEPTED, readUrl);
}

function readUrl(entry: string): Entry<string> {
  if (/^<|>$/.test(entry)) return { problem: 'stands in angle brackets: remove them' };
  // oxlint-disable-next-line no-control-regex -- URL would silently drop or encode them
  if (/[\s\u0000-\u001f\u007f]/.test(entry)) return { problem: 'contains white space or control characters' };
  if (/;(?:[a-z][a-z0-9-]*\+)?https?:\/\//i.test(entry))
    return { problem: 'holds another URL after a semicolon' };
  const url = SHAPE.exec(entry)?.[1];
  if (url === undefined) {
    const advice = SCHEMELESS.test(entry) ? ': write https:// before the host' : '';
    return { problem: `does not begin with http:// or https:// and a host${advice}` };
  }
  if (!URL.canParse(url)) return { problem: 'cannot be read as a URL' };
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    return {
      problem:
        'carries a user name or password (send an Authorization header: WEBHOOK_HEADERS gives it to all URLs of this list, the file of WEBHOOK_CONFIG to one endpoint)',
    };
  }
  return { value: entry };
}

/** An entry that is a URL without its scheme. */
const SCHEMELESS = /^(?:\/\/)?(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d{1,5})?(?:[/?#]|$)/i;
