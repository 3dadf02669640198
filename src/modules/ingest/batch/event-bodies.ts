import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { addTextParser, type TextParser } from '../../http/body-text.js';
import { readJsonBody } from '../../http/json-bodies.js';
import { CLOUD_EVENT, CLOUD_EVENTS, NDJSON } from './sent-events.js';

/** Registers parsers for event bodies other than JSON, on the routes that accept them. */
export function readEventBodies(instance: FastifyInstance): void {
  addTextParser(instance, [CLOUD_EVENT, CLOUD_EVENTS], onRoutesThatTakeMore(readJsonBody));
  const lines = onRoutesThatTakeMore((_request, text, done) => done(null, text));
  addTextParser(instance, [...NDJSON], lines);
}

function onRoutesThatTakeMore(parse: TextParser): TextParser {
  return (request, text, done) => {
    if (request.routeOptions.config.accepts === undefined) done(new UnsupportedMediaTypeException());
    else parse(request, text, done);
  };
}
