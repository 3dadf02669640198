import type { TargetResponse } from './adapter.js';
import { cleanLine } from './clean-text.js';
import { isObject, lineOf, type PlainObject } from './plain-value.js';

/** Length of a quoted body, UTF-16 units. */
const QUOTED = 200;
/** Most of a body that is read, UTF-16 units: no answer of a chat server is longer. */
const READ_MAX = 16_384;

/** Parses the body as a JSON object; null where it is none. */
export function objectIn(body: string): PlainObject | null {
  if (!body.trimStart().startsWith('{')) return null;
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

/** True where the body is a web page: of a proxy, a sign-in page or a captive portal. */
export function isPage(body: string): boolean {
  return /^\s*<(!doctype|html|head|body|\?xml)/i.test(body.slice(0, 1_000));
}

/** Writes the body in one line for people, of a web page its title. Empty where there is nothing to read. */
export function wordsOf(body: string): string {
  if (isPage(body)) {
    const title = /<title[^>]*>([^<]*)/i.exec(body.slice(0, READ_MAX))?.[1] ?? '';
    return `a web page${title.trim() ? `: ${cleanLine(title, QUOTED)}` : ''}`;
  }
  const answer = objectIn(body.slice(0, READ_MAX));
  return answer ? lineOf(answer, QUOTED) : cleanLine(body.slice(0, 4 * QUOTED), QUOTED);
}

/**
 * True where a 2xx without the words of the platform counts all the same: the endpoint is not on the platform's own host, so a server that
 * takes its messages may answer in its own way, but neither with a web page nor with an error.
 */
export function isTakenElsewhere({ onPlatform, body }: Pick<TargetResponse, 'onPlatform' | 'body'>): boolean {
  return !onPlatform && !isPage(body) && !tellsOfError(body);
}

const FALSE: ReadonlySet<unknown> = new Set([false, 'false', 0]);
const BAD_WORD = /^(error|errors|fail|failed|failure|denied|rejected|invalid|unauthori[sz]ed|forbidden)$/i;
const BAD_TEXT =
  /^\W*(error|errors|fail|failed|failure|invalid|denied|rejected|forbidden|unauthori[sz]ed|bad request|not (ok|found|allowed|accepted)|nok|no such|unknown (hook|webhook|token|channel))(?![a-z])/i;

/**
 * True where the body of a 2xx says in its own words that nothing was taken: `{"ok":false}`, `{"success":false}`,
 * `{"error":…}`, `{"status":"error"}`, an error number, or a text that begins with such a word.
 */
export function tellsOfError(body: string): boolean {
  const answers = objectsIn(body);
  if (answers.length === 0) return BAD_TEXT.test(body.slice(0, 200)) || body.trim() === 'false';
  return answers.some((answer) =>
    Object.entries(answer).some(([name, value]) => isBad(name.toLowerCase(), value)),
  );
}

/** Parses the body as a JSON object or a list of objects; empty where it is neither. */
function objectsIn(body: string): readonly PlainObject[] {
  if (!body.trimStart().startsWith('[')) return [objectIn(body)].filter((answer) => answer !== null);
  const { list } = objectIn(`{"list":${body}}`) ?? {};
  return Array.isArray(list) ? list.filter(isObject) : [];
}

function isBad(name: string, value: unknown): boolean {
  switch (name) {
    case 'ok':
    case 'success':
    case 'succeeded':
    case 'accepted':
      return FALSE.has(value);
    case 'failed':
    case 'iserror':
    case 'is_error':
      return value === true || value === 'true';
    case 'error':
    case 'errors':
    case 'error_code':
    case 'errorcode':
    case 'error_message':
    case 'errcode':
    case 'errno':
      return holdsError(value);
    case 'status':
    case 'result':
    case 'state':
    case 'type':
      return isBadState(value);
    case 'code':
    case 'statuscode':
    case 'status_code':
      return isErrorStatus(value);
    default:
      return false;
  }
}

function isBadState(value: unknown): boolean {
  return FALSE.has(value)
    ? value !== 0
    : isErrorStatus(value) || (typeof value === 'string' && BAD_WORD.test(value.trim()));
}

function isErrorStatus(value: unknown): boolean {
  const number = typeof value === 'string' && /^\d{3,9}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && number >= 400;
}

/** True unless the value says that there is no error: `null`, `false`, `0`, `""`, `"none"`, `[]` or `{}`. */
function holdsError(value: unknown): boolean {
  if (typeof value === 'string') return !/^(none|null|false|no|ok|0)?$/i.test(value.trim());
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value === true || (typeof value === 'number' && value !== 0);
}
