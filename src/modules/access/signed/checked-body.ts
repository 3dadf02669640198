import { Transform, type Readable } from 'node:stream';
import type { SignatureCheck } from './signature.js';

/**
 * The body as it was, ending in an error where `verdict` finds one: what follows it sees the end of the body only when
 * the signature holds.
 */
export function checkedBody(
  body: Readable,
  check: SignatureCheck,
  verdict: () => Promise<Error | null>,
): Transform {
  const checked = new Transform({
    transform(bytes: Buffer, _encoding, done) {
      check.add(bytes);
      done(null, bytes);
    },
    flush(done) {
      void end(verdict, done);
    },
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

async function end(verdict: () => Promise<Error | null>, done: (error: Error | null) => void): Promise<void> {
  done(await verdict());
}
