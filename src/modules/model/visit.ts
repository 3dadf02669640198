import { isDecodable } from './decodable.js';

interface Visit {
  /** Path and query. */
  readonly url: string;
  readonly headers: { readonly accept?: string | undefined };
}

/** Tells whether a browser asks for a page of the console, and no program for the API. */
export function isVisit({ url, headers }: Visit): boolean {
  return /\btext\/html\b/.test(headers.accept ?? '') && !/^\/(?:api(?:[/?]|$)|[^?]*\.)/.test(url);
}

/**
 * Writes a path that cannot be decoded so that its bytes stand for themselves: `/jobs/%E0%A4%A` is `./%25E0%25A4%25A`, relative to that
 * path, because a proxy may have taken a prefix off.
 */
export function readablePath(url: string): string {
  const [path = '', ...query] = url.split(/(?=\?)/);
  const segments = path.split('/');
  const first = segments.findIndex((segment) => escaped(segment) !== segment);
  const behind = segments.slice(first).map(escaped);
  return `./${'../'.repeat(behind.length - 1)}${behind.join('/')}${query.join('')}`;
}

const escaped = (segment: string): string =>
  segment.replaceAll(/(?:%[\da-f]{2})+|%/gi, (bytes) =>
    isDecodable(bytes) ? bytes : bytes.replaceAll('%', '%25'),
  );
