import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { BODY_LIMIT } from './undici-adapter.js';

/** Largest recorded part of an answer's body, bytes. */
export const KEPT_LIMIT = 16 * 1024;

const decoders: Readonly<Record<string, (bytes: Buffer, maxOutputLength: number) => Buffer>> = {
  gzip: (bytes, maxOutputLength) => gunzipSync(bytes, truncatable(maxOutputLength)),
  'x-gzip': (bytes, maxOutputLength) => gunzipSync(bytes, truncatable(maxOutputLength)),
  deflate: (bytes, maxOutputLength) => inflateSync(bytes, truncatable(maxOutputLength)),
  br: (bytes, maxOutputLength) =>
    brotliDecompressSync(bytes, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

const truncatable = (maxOutputLength: number) => ({ maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });

/** Returns the body as text. A compressed body that would exceed `limit` bytes inflated, or is broken, gives an empty text. */
export function wholeText(bytes: Buffer, encoding?: string, limit = BODY_LIMIT): string {
  const decode = encoding === undefined ? undefined : decoders[encoding.trim().toLowerCase()];
  if (!decode) return text(bytes);
  try {
    return text(decode(bytes, limit));
  } catch {
    return '';
  }
}

/**
 * Returns the recorded part of a body, at most `limit` bytes, cut between characters and without NUL, which PostgreSQL refuses; null for an
 * empty body.
 */
export function keptText(body: string, limit = KEPT_LIMIT): string | null {
  if (body === '') return null;
  const bytes = Buffer.from(body.slice(0, limit));
  const kept =
    bytes.length <= limit
      ? body.slice(0, limit)
      : new TextDecoder().decode(bytes.subarray(0, limit), { stream: true });
  return kept.replaceAll('\0', '\uFFFD');
}

function text(bytes: Buffer): string {
  return bytes.toString('utf8');
}
