import { Transform, type Readable } from 'node:stream';
import type { SignatureCheck } from './signature.js';

/**
 * Passes a body (decompressed) through and ends it in the error of `verdict`, if any: a reader sees the end of the body
 * only when the signature is right.
 */
export function checkedBody(body: Readable, check: SignatureCheck, verdict: () => Error | null): Transform {
  const checked = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      check.add(bytes);
      done(null, bytes);
    },
    flush(done) {
      done(verdict());
    },
  });
  // Fastify compares the length on the wire, which the stream behind this one knows, with Content-Length.
  Object.defineProperty(checked, 'receivedEncodedLength', {
    get: () => (body as { receivedEncodedLength?: number }).receivedEncodedLength,
  });
  // A body without a reader (unknown content type, no body) would otherwise throw an unhandled error.
  checked.on('error', () => undefined);
  // `pipeline` is not used: it would destroy the request, and with it the connection that carries the refusal.
  body.once('error', (error) => checked.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) checked.destroy(new Error('The request was broken off.'));
  });
  return body.pipe(checked);
}
