import { Transform, type Readable } from 'node:stream';
import type { SignatureCheck } from './signature.js';

/**
 * The body as it was (decompressed, where it came compressed), ending in an error where `verdict` finds one: what follows it sees the end of the body only when
 * the signature holds.
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
  // Of a compressed body Fastify compares the length on the wire, which the stream behind this one knows.
  Object.defineProperty(checked, 'receivedEncodedLength', {
    get: () => (body as { receivedEncodedLength?: number }).receivedEncodedLength,
  });
  // Where nobody reads it (an unknown form, no body at all) nobody would hear of its end.
  checked.on('error', () => undefined);
  // No pipeline: it would tear down the request, and with it the connection the refusal goes out on.
  body.once('error', (error) => checked.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded) checked.destroy(new Error('The request was broken off.'));
  });
  return body.pipe(checked);
}
