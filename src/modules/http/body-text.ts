import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { invalid } from './field-faults.js';

type Done = (error: Error | null, body?: unknown) => void;

/** Parses a body that is known to be UTF-8. */
export type TextParser = (request: FastifyRequest, text: string, done: Done) => void;

const NOT_UTF8 = 'The body is not valid UTF-8.';

/**
 * Has bodies of these media types decoded and given to `parse`. Bytes that are not UTF-8 are refused (400): decoding
 * them anyway would silently change what was sent.
 */
export function addTextParser(instance: FastifyInstance, types: string[], parse: TextParser): void {
  instance.addContentTypeParser(types, { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (isUtf8(bytes)) parse(request, bytes.toString(), done);
    else done(invalid([{ field: 'body', message: NOT_UTF8 }]));
  });
}
