import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PACKAGE_ROOT } from '../config/version.js';
import { documentAt } from './document.js';

/** The addresses of pages: each answers with the one document, whose script reads the address. */
export const PAGES: readonly string[] = [
  '/',
  '/endpoints',
  '/endpoints/*',
  '/deliveries',
  '/deliveries/*',
  '/events',
  '/jobs/*',
  '/playground',
  '/operations',
  '/audit',
  '/login',
];

/** Where the build puts the console. */
const FOLDER = join(PACKAGE_ROOT, 'dist/console');

const YEAR_S = 31_536_000;

/** Serves the web console at `/`. A gateway without a build of it works all the same. */
export async function serveConsole(server: FastifyInstance): Promise<void> {
  if (existsSync(join(FOLDER, 'index.html'))) return serveFolder(server, FOLDER);
  new Logger('Console').warn('The web console is not built: npm run build makes it. The API works without.');
}

/**
 * Serves what the build left in `folder`: files with a hash in their name for ever, everything else asked for anew each
 * time (with an ETag, so that costs little). Compressed files lie ready beside the plain ones. Any other path is a 404.
 */
async function serveFolder(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cacheControl(path)),
  });
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  for (const page of PAGES) server.get(page, (request, reply) => sendDocument(request, reply, html));
  server.get('/*', (request, reply) => {
    if (isVisit(request)) return sendDocument(request, reply.code(404), html);
    reply.callNotFound();
    return reply;
  });
}

/** Somebody who follows an old link with a browser is told so by the console; programs get what the API says. */
function isVisit({ url, headers }: FastifyRequest): boolean {
  return /\btext\/html\b/.test(headers.accept ?? '') && !/^\/(?:api(?:[/?]|$)|[^?]*\.)/.test(url);
}

/** Under a base path the document is another one; the built one lies there compressed. */
function sendDocument({ basePath }: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  if (basePath === '') return reply.sendFile('index.html');
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };
  return reply.headers(headers).send(documentAt(html, basePath));
}

function cacheControl(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
}
