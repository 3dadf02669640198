import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { parseJson, TooManyExactNumbers } from '../model/exact-json.js';
import { addTextParser, type TextParser } from './body-text.js';
import { Refusal } from '../model/refusal.js';

const BOM = '\u{feff}';

/**
 * Replaces Fastify's parser of `application/json` by `parseJson`, so that numbers keep their value. An empty body counts as none: many clients
 * name the media type in each request, also where they send nothing.
 */
export function readJsonBodies(instance: FastifyInstance): void {
  instance.removeContentTypeParser(['application/json', 'text/plain']);
  addTextParser(instance, ['application/json'], (request, text, done) =>
    text.length === 0 ? done(null) : readJsonBody(request, text, done),
  );
}

/** Parses a JSON body; a malformed one is refused with 400. */
export const readJsonBody: TextParser = (_request, text, done): void => {
  if (text.length === 0) return done(new BadRequestException('The body is empty; it must be a JSON object.'));
  let body: unknown;
  try {
    body = parseBody(text);
  } catch (error) {
    return done(refusalOf(error));
  }
  return done(null, body);
};

function refusalOf(error: unknown): Error {
  if (error instanceof TooManyExactNumbers)
    return Refusal.unprocessable([{ field: 'body', message: error.message }]);
  return new BadRequestException('The body is not valid JSON.');
}

function parseBody(text: string): unknown {
  return parseJson(text.startsWith(BOM) ? text.slice(1) : text);
}
