import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const SITE = join(ROOT, '.cache/site');
/** Files that the site is made of. */
const SOURCES = [
  'docs',
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'examples/README.md',
  'clients/node/README.md',
];
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
};

/** The docs as the build writes them, on a free loopback port. */
export class DocsSite {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Serves the site of the last build; builds it where there is none, or where it is older than the docs. */
  static async open(): Promise<DocsSite> {
    if (isStale()) execFileSync('npm', ['run', '--silent', 'docs:build'], { cwd: ROOT, stdio: 'pipe' });
    const server = createServer(({ url = '/' }, response) => {
      const path = normalize(decodeURIComponent(new URL(url, 'http://site').pathname));
      const file = join(SITE, path.endsWith('/') ? `${path}index.html` : path);
      const found = existsSync(file) && statSync(file).isFile();
      response.writeHead(found ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' });
      response.end(found ? readFileSync(file) : 'not found');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DocsSite(server);
  }

  url(path: string): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** The HTML of each page, by its path such as `/quick-start/receiver.html`. */
  get pages(): ReadonlyMap<string, string> {
    const names = readdirSync(SITE, { recursive: true, encoding: 'utf8' });
    return new Map(
      names
        .filter((name) => name.endsWith('.html'))
        .map((name) => [`/${name.replaceAll('\\', '/')}`, readFileSync(join(SITE, name), 'utf8')]),
    );
  }

  /** Tells whether the site has a file at a path. */
  has(path: string): boolean {
    return existsSync(join(SITE, decodeURIComponent(path)));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

function isStale(): boolean {
  const built = join(SITE, 'index.html');
  if (!existsSync(built)) return true;
  const since = statSync(built).mtimeMs;
  return SOURCES.flatMap(filesOf).some((path) => statSync(join(ROOT, path)).mtimeMs > since);
}

function filesOf(source: string): readonly string[] {
  if (!statSync(join(ROOT, source)).isDirectory()) return [source];
  const names = readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(source, name)).filter((path) => statSync(join(ROOT, path)).isFile());
}
