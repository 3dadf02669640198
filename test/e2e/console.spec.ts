import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const BUILT = resolve(import.meta.dirname, '../../dist/console');
const KB = 1000;
const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Manifest;

let gateway: GatewayProcess;
beforeAll(async () => {
  gateway = await stage.gateway({});
});

const built = (): string[] => readdirSync(join(BUILT, 'assets')).filter((name) => /\.(?:js|css)$/.test(name));

describe('The console’s files', () => {
  it.each([
    '/',
    '/deliveries',
    '/deliveries/x-1',
    '/endpoints/webhook_1',
    '/events',
    '/jobs/job_1',
    '/playground',
    '/operations',
    '/audit',
    '/login',
  ])('answer %s with the document, which is revalidated each time', async (path) => {
    const { status, headers, body } = await gateway.get(path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch('text/html');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(body).toContain('<div id="root">');
  });

  it('answer HEAD like GET, and a known ETag with 304', async () => {
    const head = await gateway.request('HEAD', '/');
    expect(head.status).toBe(200);
    const known = { 'if-none-match': head.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    const again = await gateway.get('/', known);
    expect(again.status).toBe(304);
  });

  it.each(['/api/webhooks/nothing', '/api', '/nothing', '/assets/nothing.js', '/.env', '/..%2fpackage.json'])(
    'do not answer %s',
    async (path) => {
      const { status, body } = await gateway.get(path);
      expect(status).toBe(404);
      expect(body).toMatchObject({ success: false, code: 'not_found' });
    },
  );

  it('include a page for a browser on a wrong link, while a program gets JSON', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
    const visit = await gateway.get('/nothing/here?x=1.5', { accept });
    expect(visit.status).toBe(404);
    expect(visit.body).toContain('<div id="root">');
    for (const path of ['/api/webhooks/nothing', '/api', '/api?x', '/assets/nothing.js', '/.env']) {
      expect((await gateway.get(path, { accept })).body).toMatchObject({ code: 'not_found' });
    }
  });

  it('are cached permanently where a hash names them', async () => {
    const { headers } = await gateway.get(`/assets/${built()[0]}`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it('are revalidated where their name has no hash, under their own names too', async () => {
    for (const path of ['/favicon.svg', '/index.html', '/colour-scheme.js?x']) {
      const { status, headers } = await gateway.get(path);
      expect([path, status, headers.get('cache-control')]).toEqual([path, 200, 'no-cache']);
    }
  });

  it('answer HEAD with the headers of GET and no body', async () => {
    const path = `/assets/${built()[0]}`;
    const { status, headers, body } = await gateway.request('HEAD', path);
    const got = await gateway.get(path);
    expect([status, body]).toEqual([200, '']);
    for (const name of ['content-length', 'content-type', 'etag', 'cache-control'])
      expect([name, headers.get(name)]).toEqual([name, got.headers.get(name)]);
  });

  it('are sent in part where a range is asked for', async () => {
    const { status, headers } = await gateway.get(`/assets/${built()[0]}`, { range: 'bytes=0-9' });
    expect([status, headers.get('content-length')]).toEqual([206, '10']);
  });

  it.each([
    '/.vite/manifest.json',
    '/assets',
    '/assets/',
    '/assets/../../console/index.html',
    '/assets/..%2f..%2fmain.js',
    '/assets/%2e%2e/%2e%2e/main.js',
    '/..%5cmain.js',
    '//assets/index.html',
    '/assets/%00',
  ])('are all that is sent: %s is none', async (path) => {
    expect(await statusOf(gateway.url, path)).toBe(404);
  });

  it.each(['br', 'gzip'])('are sent compressed with %s, byte for byte the same', async (encoding) => {
    const name = built().find((file) => file.endsWith('.js'))!;
    const response = await fetch(`${gateway.url}/assets/${name}`, {
      headers: { 'accept-encoding': encoding },
    });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
    expect(digest(await response.bytes())).toBe(digest(readFileSync(join(BUILT, 'assets', name))));
  });
});

describe('The console’s size', () => {
  /** All pages; what comes after their first paint, the charts and the drawing of Slack's messages, is not in it. */
  const pages = Object.entries(manifest).flatMap(([name, { isDynamicEntry }]) =>
    isDynamicEntry && name.endsWith('-page.tsx') ? [name] : [],
  );

  it.each(['br', 'gz'])('is under 300 KB for any first page, document included, as %s', (encoding) => {
    expect(pages).toHaveLength(18);
    const sizes = pages.map((page) => {
      const files = ['index.html', ...filesOf(manifest, ['index.html', page])];
      return [page, files.reduce((sum, file) => sum + statSync(join(BUILT, `${file}.${encoding}`)).size, 0)];
    });
    expect(sizes.filter(([, size]) => Number(size) >= 300 * KB)).toEqual([]);
  });

  it('comes in at most 35 files for any first page', () => {
    const counts = pages.map((page) => [page, filesOf(manifest, ['index.html', page]).size] as const);
    expect(counts.filter(([, count]) => count > 35)).toEqual([]);
  });

  it('leaves out of the overview what other pages share', () => {
    const shared = /^assets\/parts-.*\.js$/;
    const [overview, deliveries] = ['overview', 'deliveries'].map((name) =>
      [
        ...filesOf(manifest, ['index.html', pages.find((page) => page.endsWith(`/${name}-page.tsx`))!]),
      ].filter((file) => shared.test(file)),
    );
    expect([overview!.length, deliveries!.length]).toEqual([0, 1]);
  });

  it('is under 300 KiB for the overview with its chart', () => {
    const parts = ['index.html', 'src/overview/overview-page.tsx', 'src/overview/traffic-chart.tsx'];
    const sizes = [...filesOf(manifest, parts)].map((file) => statSync(join(BUILT, `${file}.br`)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(300 * 1024);
  });

  it('is not raised by scripts that repeat the names of others: the entry alone has them', () => {
    const naming = built().filter((name) => {
      const [list = ''] = /m\.f=\[[^\]]*\]/.exec(readFileSync(join(BUILT, 'assets', name), 'utf8')) ?? [];
      return list.includes('.js"');
    });
    expect(naming).toEqual([expect.stringMatching(/^index-/)]);
  });

  it('is under 200 KB for any file', () => {
    const largest = Math.max(...built().map((name) => statSync(join(BUILT, 'assets', `${name}.br`)).size));
    expect(largest).toBeLessThan(200 * KB);
  });

  it('counts all that is loaded: nothing from elsewhere, and no inline script', () => {
    const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
    expect(html).not.toMatch(/(?:src|href)="(?!\/)/);
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    const css = built().filter((name) => name.endsWith('.css'));
    for (const name of css)
      expect(readFileSync(join(BUILT, 'assets', name), 'utf8')).not.toMatch(/url\(["']?https?:/);
  });
});

/** Asks for a path as it is written; `fetch` would resolve its dots. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.on('error', reject).end();
  });
}

type Manifest = Readonly<
  Record<string, { file: string; css?: string[]; imports?: string[]; isDynamicEntry?: boolean }>
>;

/** Lists the files that a browser loads for those entries: each entry, its static imports, and their styles. */
function filesOf(manifest: Manifest, entries: readonly string[], found = new Set<string>()): Set<string> {
  for (const entry of entries) {
    const chunk = manifest[entry];
    if (!chunk) throw new Error(`the build has no ${entry}`);
    if (found.has(chunk.file)) continue;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
    filesOf(manifest, chunk.imports ?? [], found);
  }
  return found;
}
