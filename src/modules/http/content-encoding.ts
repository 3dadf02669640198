import { UnsupportedMediaTypeException } from '@nestjs/common';

/** A compression of request bodies that the gateway supports. */
export type Compression = 'gzip' | 'deflate' | 'br';

/** `Accept-Encoding` of the refusal of any other encoding. */
export const ACCEPTED_ENCODINGS = 'gzip, deflate, br, identity';

const ENCODINGS: Readonly<Record<string, Compression | null>> = {
  '': null,
  identity: null,
  gzip: 'gzip',
  'x-gzip': 'gzip',
  deflate: 'deflate',
  br: 'br',
};

/**
 * The compression that a `Content-Encoding` header names; null for an uncompressed body.
 *
 * @throws UnsupportedMediaTypeException for an unsupported encoding, and for several at once
 */
export function compressionOf(header: string | undefined): Compression | null {
  const name = (header ?? '').trim().toLowerCase();
  if (Object.hasOwn(ENCODINGS, name)) return ENCODINGS[name]!;
  const shown = name.slice(0, 64);
  throw unsupported(
    name.includes(',')
      ? `Content-Encoding names several encodings (${shown}). Send one: gzip, deflate or br.`
      : `Content-Encoding: ${shown} is not supported. Send gzip, deflate or br, or leave the header out.`,
  );
}

const CHARSET = /;\s*charset\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/gi;
const UTF_8 = new Set(['utf-8', 'utf8']);

/** @throws UnsupportedMediaTypeException where a `Content-Type` names a character set that is not UTF-8 */
export function demandUtf8(contentType: string | undefined): void {
  // Most headers name no character set: the test saves the scan.
  if (contentType === undefined || !/charset/i.test(contentType)) return;
  for (const [, quoted = ''] of contentType.matchAll(CHARSET)) {
    const charset = quoted.trim().replaceAll(/^"|"$|\\/g, '');
    if (UTF_8.has(charset.toLowerCase())) continue;
    throw unsupported(
      `The charset ${charset.slice(0, 64) || '(empty)'} is not supported. Send the body as UTF-8.`,
    );
  }
}

function unsupported(message: string): UnsupportedMediaTypeException {
  return new UnsupportedMediaTypeException({ code: 'unsupported_media_type', message });
}
