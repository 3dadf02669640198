import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readJsonBody } from '../../http/json-bodies.js';
import { CLOUD_EVENT, CLOUD_EVENTS, NDJSON } from './sent-events.js';

type Done = (error: Error | null, body?: unknown) => void;

/** Teaches the server the forms of events beside JSON: on routes that accept more than JSON, and on no others. */
export function readEventBodies(instance: FastifyInstance): void {
  const cloudEvents = onRoutesThatTakeMore(readJsonBody);
  instance.addContentTypeParser([CLOUD_EVENT, CLOUD_EVENTS], { parseAs: 'string' }, cloudEvents);
  const lines = onRoutesThatTakeMore((_request, text, done) => done(null, text));
  instance.addContentTypeParser([...NDJSON], { parseAs: 'string' }, lines);
}

function onRoutesThatTakeMore(parse: (request: FastifyRequest, text: string, done: Done) => void) {
  return (request: FastifyRequest, text: string | Buffer, done: Done): void => {
    if (request.routeOptions.config.accepts === undefined) done(new UnsupportedMediaTypeException());
    else parse(request, text.toString(), done);
  };
}
