import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PACKAGE_ROOT } from '../config/version.js';
import { PAGES } from '../model/base-path.js';
import { isVisit } from '../model/visit.js';
import { documentAt } from './document.js';

/** Folder of the built console. */
const FOLDER = join(PACKAGE_ROOT, 'dist/console');

const YEAR_S = 31_536_000;

/** Serves the web console at `/`, or logs a warning when it is not built. */
export async function serveConsole(server: FastifyInstance): Promise<void> {
  if (existsSync(join(FOLDER, 'index.html'))) return serveFolder(server, FOLDER);
  new Logger('Console').warn('The web console is not built: npm run build makes it. The API works without.');
}

/**
 * Serves the built files of `folder`: files with a hash in their name are cached for ever, all others are revalidated
 * by ETag. Compressed files lie ready beside the plain ones. Unknown paths are 404. One route answers for all files,
 * because hundreds of routes take a sixth of a start.
 */
async function serveFolder(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cacheControl(path)),
  });
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = filesOf(folder);
  for (const page of PAGES) server.get(page, (request, reply) => sendDocument(request, reply, html));
  server.get('/*', (request, reply) => {
    const path = (request.params as { '*': string })['*'];
    if (files.has(path)) return reply.sendFile(path);
    if (isVisit(request)) return sendDocument(request, reply.code(404), html);
    reply.callNotFound();
    return reply;
  });
}

/**
 * The paths of all files in a folder, with `/` between names. No path outside the folder is among them, and nothing
 * hidden, such as the build's own records.
 */
export function filesOf(folder: string): ReadonlySet<string> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  return new Set(paths.map((path) => path.split(sep).join('/')).filter((path) => !/(?:^|\/)\./.test(path)));
}

/** Sends the document; under a base path it is rewritten, otherwise the built, compressed file is sent. */
function sendDocument({ basePath }: FastifyRequest, reply: FastifyReply, html: string): FastifyReply {
  if (basePath === '') return reply.sendFile('index.html');
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' };
  return reply.headers(headers).send(documentAt(html, basePath));
}

function cacheControl(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache';
}
