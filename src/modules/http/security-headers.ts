import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** Everything from the gateway itself. The console's components set style attributes; scripts are files, all of them. */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
};

/**
 * Headers that keep a browser from doing more with an answer than was meant. Answers are kept by no cache; the console's
 * files say otherwise themselves.
 */
export async function sendSecurityHeaders(instance: FastifyInstance): Promise<void> {
  await instance.register(helmet, {
    global: false,
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    // The name may belong to others as well: they decide for themselves. Browsers heed it over HTTPS only.
    strictTransportSecurity: { includeSubDomains: false },
  });
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.header('Cache-Control', 'no-store');
    // What a browser shows it gets by GET. Programs that post events are spared the rest.
    if (request.method === 'GET' || request.method === 'HEAD') void reply.helmet();
    else void reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
}
