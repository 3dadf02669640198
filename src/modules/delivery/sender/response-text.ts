import { brotliDecompressSync, constants, gunzipSync, inflateSync } from 'node:zlib';
import { BODY_LIMIT } from './undici-adapter.js';

/** Largest recorded part of an answer's body, bytes. */
export const KEPT_LIMIT = 16 * 1024;

const bounded = { maxOutputLength: BODY_LIMIT };
const truncatable = { ...bounded, finishFlush: constants.Z_SYNC_FLUSH };

const decoders: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes, truncatable),
  'x-gzip': (bytes) => gunzipSync(bytes, truncatable),
  deflate: (bytes) => inflateSync(bytes, truncatable),
  br: (bytes) => brotliDecompressSync(bytes, { ...bounded, finishFlush: constants.BROTLI_OPERATION_FLUSH }),
};

/** Returns the body as text. A compressed body that would exceed {@link BODY_LIMIT} inflated, or is broken, gives an empty text. */
export function wholeText(bytes: Buffer, encoding?: string): string {
  const decode = encoding === undefined ? undefined : decoders[encoding.trim().toLowerCase()];
  if (!decode) return text(bytes);
  try {
    return text(decode(bytes));
  } catch {
    return '';
  }
}

/** Returns the recorded part of a body, cut between characters and without NUL, which PostgreSQL refuses; null for an empty body. */
export function keptText(body: string): string | null {
  if (body === '') return null;
  const bytes = Buffer.from(body.slice(0, KEPT_LIMIT));
  const kept =
    bytes.length <= KEPT_LIMIT
      ? body.slice(0, KEPT_LIMIT)
      : new TextDecoder().decode(bytes.subarray(0, KEPT_LIMIT), { stream: true });
  return kept.replaceAll('\0', '\uFFFD');
}

function text(bytes: Buffer): string {
  return bytes.toString('utf8');
}
