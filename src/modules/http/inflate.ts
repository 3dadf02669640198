import { PayloadTooLargeException } from '@nestjs/common';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Compression } from './content-encoding.js';
import { Refusal } from '../model/refusal.js';

/** Decompressors. All of them refuse other data behind the compressed data; gzip may consist of several members. */
const ENGINES = {
  gzip: () => createGunzip(),
  deflate: () => createInflate({ rejectGarbageAfterEnd: true }),
  br: () => createBrotliDecompress({ rejectGarbageAfterEnd: true }),
} satisfies Record<Compression, () => Transform>;

/** A decompressed body that fails as soon as it exceeds its limit, bytes. */
class Inflated extends Transform {
  /** Bytes received over the wire: Fastify compares them with `Content-Length`. */
  receivedEncodedLength = 0;
  #bytes = 0;

  constructor(private readonly limit: number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.limit) done(new PayloadTooLargeException());
    else done(null, chunk);
  }

  /** Counts received bytes, which may exceed the limit by themselves: compressed data can inflate to nothing. */
  receive(bytes: number): void {
    this.receivedEncodedLength += bytes;
    if (this.receivedEncodedLength > this.limit) this.destroy(new PayloadTooLargeException());
  }
}

/**
 * Decompresses a body piece by piece outside the event loop. The result fails where the compressed data is broken, cut
 * short or followed by other data (400), and at the first byte over `limit` (413), where decompression stops.
 */
export function inflated(body: Readable, compression: Compression, limit: number): Readable {
  const engine = ENGINES[compression]();
  const out = new Inflated(limit);
  body.on('data', (chunk: Buffer) => out.receive(chunk.length));
  body.once('error', (error) => out.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) out.destroy(new Error('The request was broken off.'));
  });
  engine.once('error', () => out.destroy(broken(compression)));
  // The stream may fail after its reader has left, when the refusal is already under way.
  out.on('error', () => undefined);
  out.once('close', () => {
    body.unpipe(engine);
    engine.destroy();
  });
  body.pipe(engine).pipe(out);
  return out;
}

function broken(compression: Compression): Refusal {
  const message = `The body is not valid ${compression}, which Content-Encoding says it is: it is damaged, cut short, or followed by other data.`;
  return Refusal.malformed([{ field: 'body', message }]);
}
