import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { addTextParser, type TextParser } from '../../http/body-text.js';
import { readJsonBody } from '../../http/json-bodies.js';
import { CLOUD_EVENT, CLOUD_EVENTS, NDJSON } from './sent-events.js';

/** Teaches the server the forms of events beside JSON: on routes that accept more than JSON, and on no others. */
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
