import { RESERVED_HEADERS } from '../model/header-names.js';
import { Malformed } from './malformed.js';

const ACCEPTED =
  "Name:value,Name:value with names of letters, digits and !#$%&'*+-.^_`|~ and values of visible Latin-1 characters";

/**
 * The beginning of a header: at the start or after a comma, a token (RFC 9110, 5.6.2) with a letter in it, and its colon.
 * A URL (`, https://…`) and a time of day (`, 07:28`) only look like one and belong to the value.
 */
const START = /(?:^|,)\s*(?=[^,:]*[a-z])([!#$%&'*+\-.^_`|~0-9a-z]+):(?!\/\/)/gi;

const NAME = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i;

/** Characters of a header value: tab, visible ASCII, Latin-1 (RFC 9110, 5.5). */
const VALUE = /^[\t\u0020-\u007e\u0080-\u00ff]*$/;

interface Header {
  readonly name: string;
  readonly value: string;
}

/** Reads headers in their order; names keep their case. */
export function parseHeaders(text: string): Readonly<Record<string, string>> | Malformed {
  const headers = splitHeaders(text);
  if (headers === null) return new Malformed(['does not begin with a header name and a colon'], ACCEPTED);
  const names = headers.map(({ name }) => name.toLowerCase());
  const problems = headers.flatMap((header, index) =>
    problemsOf(header, names.indexOf(names[index]!) < index),
  );
  if (problems.length > 0) return new Malformed(problems, ACCEPTED);
  return Object.fromEntries(headers.map(({ name, value }) => [name, value]));
}

/** Reads the name of a request header, in lower case. */
export function parseHeaderName(text: string): string | Malformed {
  return NAME.test(text)
    ? text.toLowerCase()
    : new Malformed(
        ['is not the name of a header'],
        'a name such as X-Real-IP, Fly-Client-IP or CF-Connecting-IP',
      );
}

/** Cuts the text at the beginning of every header, without checks of the values; null when it begins with no header. */
export function splitHeaders(text: string): readonly Header[] | null {
  const starts = [...text.matchAll(START)];
  if (starts[0]?.index !== 0) return null;
  return starts.map((start, index) => ({
    name: start[1]!,
    value: text.slice(start.index + start[0].length, starts[index + 1]?.index).trim(),
  }));
}

function problemsOf({ name, value }: Header, repeated: boolean): readonly string[] {
  if (repeated) return [`names ${name} twice`];
  if (RESERVED_HEADERS.has(name.toLowerCase())) return [`names ${name}, which the gateway sets itself`];
  if (value === '') return [`gives ${name} no value`];
  return VALUE.test(value) ? [] : [`gives ${name} a value with characters a header cannot carry`];
}
