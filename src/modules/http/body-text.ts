import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal } from '../model/refusal.js';

type Done = (error: Error | null, body?: unknown) => void;

/** Parses a body that is valid UTF-8. */
export type TextParser = (request: FastifyRequest, text: string, done: Done) => void;

const NOT_UTF8 = 'The body is not valid UTF-8.';

/**
 * Decodes bodies of these media types and passes the text to `parse`. Bytes that are not UTF-8 are refused (400), for
 * decoding them would change the data silently.
 */
export function addTextParser(instance: FastifyInstance, types: string[], parse: TextParser): void {
  instance.addContentTypeParser(types, { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    if (isUtf8(bytes)) parse(request, bytes.toString(), done);
    else done(Refusal.malformed([{ field: 'body', message: NOT_UTF8 }]));
  });
}
