import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Validation, type Spec } from '@cyclonedx/cyclonedx-library';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewayProcess } from '../support/gateway-process.js';
import { InstalledGateway } from '../support/installed-gateway.js';
import { Stage } from '../support/stage.js';

const MIB = 2 ** 20;
/** Code, pages and texts; no sources, maps, tests, or lists that only this repository reads. */
const SHIPPED = [
  /^bin\/[a-z-]+\.js$/,
  /^dist\/[a-z0-9-]+\.js$/,
  /^dist\/(sqlite\/thread|swagger-ui)\/[\w.-]+\.(js|css|png)$/,
  /^dist\/console\/(assets\/)?[\w.-]+$/,
  /^docs\/((quick-start|targets)\/)?[a-z.-]+\.(md|json)$/,
  /^(package\.json|sbom\.cdx\.json|\.env\.example)$/,
  /^(README|CHANGELOG|SECURITY)\.md$/,
  /^(LICENSE|THIRD_PARTY_NOTICES)$/,
];

const run = promisify(execFile);
let installed: InstalledGateway;
beforeAll(async () => {
  installed = await InstalledGateway.install();
}, 180_000);
afterAll(() => installed?.[Symbol.dispose]());

describe('The package of the gateway', () => {
  it('contains what a gateway needs, and nothing else', () => {
    expect(installed.files.filter((path) => !SHIPPED.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(installed.files).toEqual(
      expect.arrayContaining([
        'bin/gateway.js',
        'dist/main.js',
        'dist/sqlite/thread/worker.js',
        'dist/console/index.html',
        'dist/swagger-ui/swagger-ui.css',
        'docs/openapi.json',
        'docs/gateway-config.schema.json',
        'LICENSE',
        'THIRD_PARTY_NOTICES',
        'sbom.cdx.json',
      ]),
    );
  });

  it('installs the driver of SQLite beside itself, and runs no script for it', () => {
    expect(Object.keys(installed.packages).sort()).toEqual([
      'node_modules/better-sqlite3',
      'node_modules/node-addon-api',
      'node_modules/streamgank-webhook-gateway',
    ]);
    expect(Object.values(installed.packages).filter((one) => one.hasInstallScript)).toEqual([]);
  });

  it.each(['linux', 'linuxmusl', 'darwin', 'win32'])('has the binaries of that driver for %s', (system) => {
    const binary = (arch: string): string =>
      installed.folder.file(`node_modules/better-sqlite3/prebuilds/${system}-${arch}.node`);
    expect(['x64', 'arm64'].filter((arch) => !existsSync(binary(arch)))).toEqual([]);
  });

  it('takes at most 70 MiB on disk', () => {
    expect(installed.size / MIB).toBeLessThan(70);
  });

  it('checks a file of endpoints', async () => {
    const url = 'https://example.com/hook';
    const file = installed.folder.file('gateway.yaml');
    writeFileSync(file, JSON.stringify({ endpoints: [{ name: 'app', url }] }));
    const [node, ...args] = installed.command('validate', file);
    const { stdout } = await run(node, args);
    expect(stdout).toContain('is valid: 1 endpoint');
  });
});

interface Bom {
  readonly metadata: { readonly component: { readonly name: string } };
  readonly components: readonly { readonly name: string; readonly properties: readonly { name: string }[] }[];
}

describe('The lists of what the package contains', () => {
  const read = (file: string) => readFileSync(installed.file(file), 'utf8');

  it('include a valid CycloneDX document', async () => {
    const text = read('sbom.cdx.json');
    const { specVersion } = JSON.parse(text) as { specVersion: Spec.Version };
    expect(await new Validation.JsonStrictValidator(specVersion).validate(text)).toBeNull();
  });

  it('name the packages inside the bundles and those beside them, and no tool of the development', () => {
    const { metadata, components } = JSON.parse(read('sbom.cdx.json')) as Bom;
    expect(metadata.component.name).toBe('streamgank-webhook-gateway');
    const isBundled = ({ properties }: Bom['components'][number]) =>
      properties.some(({ name }) => name === 'cdx:npm:package:bundled');
    const names = (bundled: boolean) =>
      components.filter((one) => isBundled(one) === bundled).map(({ name }) => name);
    expect(names(true)).toEqual(
      expect.arrayContaining([
        '@nestjs/core',
        'fastify',
        'pg',
        'undici',
        'react',
        '@mantine/core',
        'swagger-ui-dist',
      ]),
    );
    expect(names(false)).toEqual(['better-sqlite3', 'node-addon-api']);
    for (const tool of ['jest', 'typescript', 'vite', '@opentelemetry/sdk-node'])
      expect(names(true)).not.toContain(tool);
  });

  it('hold a notice with a licence for each of these packages', () => {
    const { components } = JSON.parse(read('sbom.cdx.json')) as Bom;
    const notices = read('THIRD_PARTY_NOTICES');
    for (const { name } of components) expect(notices).toContain(`\n${name} `);
    expect(notices).not.toContain('licence not named');
    expect(notices).toContain('Copyright (c) 2017 Joshua Wise');
  });
});

describe('The installed gateway', () => {
  it('delivers an event, serves its pages, names the package that traces need, and stops at SIGTERM', async () => {
    await using stage = new Stage();
    const receiver = await stage.receiver();
    const env = { WEBHOOK_URLS: receiver.url(), OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
    const gateway = await GatewayProcess.start(env, installed.folder.path, installed.command('start'));
    try {
      await gateway.trigger({ event: 'job.completed', data: { job_id: 'job_1' } }, { prefer: 'wait=20' });
      expect(receiver.requests.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
        { event: 'job.completed', data: { job_id: 'job_1' } },
      ]);
      const pages = ['/', '/api/openapi.json', '/api/docs', '/api/docs/swagger-ui-bundle.js', '/metrics'];
      for (const path of pages) expect([path, (await gateway.get(path)).status]).toEqual([path, 200]);
      expect(await gateway.said(/npm install @opentelemetry\/sdk-node@\^\d/)).toMatch(/^OTEL_ variables/);
      expect(existsSync(installed.folder.file('data/gateway.db'))).toBe(true);
      expect(await gateway.end('SIGTERM')).toBe(0);
    } finally {
      await gateway.end('SIGKILL');
    }
  }, 90_000);
});
