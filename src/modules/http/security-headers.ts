import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** The content security policy: everything comes from the gateway itself. Inline styles only, for the console's components. */
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
 * Sends security headers with every answer, and forbids caches to keep it; the console sets `Cache-Control` of its files
 * itself.
 */
export async function sendSecurityHeaders(instance: FastifyInstance): Promise<void> {
  await instance.register(helmet, {
    global: false,
    contentSecurityPolicy: { useDefaults: false, directives: DIRECTIVES },
    // Subdomains of the host may be other services. Browsers obey this header over HTTPS only.
    strictTransportSecurity: { includeSubDomains: false },
  });
  instance.addHook('onRequest', (request, reply, done) => {
    void reply.header('Cache-Control', 'no-store');
    // Browsers show answers to GET only; answers to programs that post events stay small.
    if (request.method === 'GET' || request.method === 'HEAD') void reply.helmet();
    else void reply.header('X-Content-Type-Options', 'nosniff');
    done();
  });
}
