import { BadRequestException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseJson, TooManyExactNumbers } from '../model/exact-json.js';
import { unprocessable } from './field-faults.js';

type Done = (error: Error | null, body?: unknown) => void;

const BOM = '\u{feff}';

/** Has the server read JSON bodies so that numbers keep their value, see `parseJson`. */
export function readJsonBodies(instance: FastifyInstance): void {
  instance.removeContentTypeParser('application/json');
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, readJsonBody);
}

/** A parser of Fastify's: hands on the value of a JSON body, or a 400 that says what is wrong with it. */
export function readJsonBody(_request: FastifyRequest, text: string | Buffer, done: Done): void {
  if (text.length === 0) return done(new BadRequestException('The body is empty; it must be a JSON object.'));
  let body: unknown;
  try {
    body = parseBody(text.toString());
  } catch (error) {
    return done(refusalOf(error));
  }
  return done(null, body);
}

/** Why a text cannot be read. */
function refusalOf(error: unknown): Error {
  if (error instanceof TooManyExactNumbers) return unprocessable([{ field: 'body', message: error.message }]);
  return new BadRequestException('The body is not valid JSON.');
}

function parseBody(text: string): unknown {
  return parseJson(text.startsWith(BOM) ? text.slice(1) : text);
}
