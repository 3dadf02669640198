import { misuse } from '../cli-error.js';

/** A request whose signature is in question. */
export interface SignedRequest {
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** The bytes as they arrived. */
  readonly body: Buffer;
}

/** Reads `name: value` texts. @throws CliError naming the text that is none */
export function headersOf(texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text) => {
      const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*?)\s*$/.exec(text) ?? [];
      if (name === undefined) throw misuse(`"${text.slice(0, 60)}" is no header of the form name: value.`);
      return [name.toLowerCase(), value!];
    }),
  );
}

/**
 * Reads a saved HTTP request: with or without its request line, headers, an empty line, the body. A body longer than its
 * `Content-Length` is cut to it, because editors end files with a line break.
 * @throws CliError where there is no empty line, or a header is none
 */
export function requestOf(saved: Buffer): SignedRequest {
  const end = /\r?\n\r?\n/.exec(saved.toString('latin1'));
  if (!end) throw misuse('The saved request has no empty line between its headers and its body.');
  const lines = saved.subarray(0, end.index).toString('utf8').split(/\r?\n/);
  const isRequestLine = /^[A-Z]+ \S+( HTTP\/[\d.]+)?$/.test(lines[0]!);
  const headers = headersOf(isRequestLine ? lines.slice(1) : lines);
  const body = saved.subarray(end.index + end[0].length);
  const length = Number(headers.get('content-length') ?? body.length);
  return { headers, body: length < body.length ? body.subarray(0, length) : body };
}
