import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Buildah } from '../buildah.ts';
import { composeProgram } from './compose-program.ts';
import { Engine } from './engine.ts';
import type { ComposeResult } from './main.ts';
import { makeCaddy, makePostgres, unmakable } from './other-images.ts';

const ROOT = join(import.meta.dirname, '../../..');
const LIMIT_MS = 900_000;

interface Given {
  readonly buildah: Buildah;
  /** Name of the image that the others begin with. */
  readonly base: string;
  /** Name of the gateway's image. */
  readonly tag: string;
  readonly counts: { passed: number; failed: number };
}

/**
 * Runs the compose files with the image that was built, in a network namespace of their own.
 *
 * @returns why they cannot be run here, or null
 */
export function runComposeFiles({ buildah, base, tag, counts }: Given): string | null {
  const program = composeProgram();
  const why = typeof program === 'string' ? program : (noNamespace() ?? Engine.unusable() ?? unmakable());
  if (why !== null) return why;
  const folder = mkdtempSync(join(tmpdir(), 'gateway-compose-'));
  try {
    const { caddy, postgres, gateway } = imagesOf('compose.postgres.yaml');
    makeCaddy(buildah, base, caddy!);
    makePostgres(buildah, base, postgres!);
    for (const [image, name] of [
      [tag, gateway!],
      [caddy!, caddy!],
      [postgres!, postgres!],
    ] as const)
      buildah.run(
        'push',
        image,
        `docker-archive:${join(folder, `${name.replace(/\W/g, '-')}.tar`)}:${name.includes(':') ? name : `${name}:latest`}`,
      );
    const script = 'ip link set lo up && exec "$@"';
    const main = [process.execPath, join(import.meta.dirname, 'main.ts'), folder, ...program];
    const { stdout, status } = spawnSync('unshare', ['--net', 'sh', '-c', script, 'sh', ...main], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: LIMIT_MS,
    });
    const lines = stdout.trim().split('\n');
    console.log(lines.slice(0, -1).join('\n'));
    if (status !== 0) throw new Error(`The compose files were not run to their end (exit code ${status}).`);
    const result = JSON.parse(lines.at(-1)!) as ComposeResult;
    if ('skipped' in result) return result.skipped;
    counts.passed += result.passed;
    counts.failed += result.failed;
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function noNamespace(): string | null {
  const { status } = spawnSync('unshare', ['--net', 'ip', 'link', 'set', 'lo', 'up']);
  return status === 0 ? null : 'this system gives no network namespace, or lacks ip(8)';
}

/** Reads the names of the images by service. */
function imagesOf(file: string): Readonly<Record<string, string>> {
  const { services } = parse(readFileSync(join(ROOT, file), 'utf8')) as {
    services: Readonly<Record<string, { readonly image: string }>>;
  };
  return Object.fromEntries(Object.entries(services).map(([name, { image }]) => [name, image]));
}
