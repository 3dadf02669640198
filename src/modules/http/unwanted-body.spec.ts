import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fastify, type FastifyInstance } from 'fastify';
import { refusalOf } from './error.filter.js';
import { refuseUnwantedBodies } from './unwanted-body.js';

describe('A route that takes no body', () => {
  let server: FastifyInstance;
  let called: number;

  beforeEach(() => {
    called = 0;
    server = fastify();
    refuseUnwantedBodies(server);
    const count = () => ({ called: (called += 1) });
    server.post('/none', { config: { bodiless: true } }, count);
    server.delete('/none', { config: { bodiless: true } }, count);
    server.post('/some', count);
    server.setErrorHandler((error, _request, reply) => {
      const refusal = refusalOf(error);
      return reply.code(refusal.status).send(refusal);
    });
  });
  afterEach(() => server.close());

  const ask = (body: string | undefined, method: 'POST' | 'DELETE' = 'POST', url = '/none') =>
    server.inject({
      method,
      url,
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } }),
    });

  it.each([undefined, '{}', 'null'])('accepts the empty body %s', async (body) => {
    for (const method of ['POST', 'DELETE'] as const) expect((await ask(body, method)).statusCode).toBe(200);
    expect(called).toBe(2);
  });

  it.each([
    ['{"dry_run":true}', ['dry_run']],
    ['{"a":1,"b":null}', ['a', 'b']],
    ['{"__proto__x":1}', ['__proto__x']],
    ['[]', ['body']],
    ['[{"dry_run":true}]', ['body']],
    ['"text"', ['body']],
    ['7', ['body']],
    ['true', ['body']],
  ])('refuses %s and names %j', async (body, fields) => {
    for (const method of ['POST', 'DELETE'] as const) {
      const { errors } = (await ask(body, method)).json<{ errors: { field: string }[] }>();
      expect(errors.map(({ field }) => field)).toEqual(fields);
    }
    expect(called).toBe(0);
  });

  it('names at most ten fields by at most 64 characters', async () => {
    const fields = Array.from({ length: 50 }, (_, n) => [`${n}${'x'.repeat(500)}`, 1]);
    const { errors } = (await ask(JSON.stringify(Object.fromEntries(fields)))).json<{
      errors: { field: string }[];
    }>();
    expect([errors.length, errors[0]!.field.length]).toEqual([10, 64]);
  });

  it('leaves routes with a body alone', async () => {
    expect((await ask('{"dry_run":true}', 'POST', '/some')).statusCode).toBe(200);
  });
});
