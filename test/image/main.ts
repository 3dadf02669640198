/**
 * Builds the image from the Dockerfile, as it is, and runs it, then runs the compose files with it: `npm run test:image`. It ends with a line
 * of counts, which `.ci/run` reads from `.cache/image-results.json`. What cannot be built or run here is skipped, with the reason.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBaseImage } from './base-image.ts';
import { Buildah } from './buildah.ts';
import { checks } from './checks.ts';
import { has } from './command.ts';
import { runComposeFiles } from './compose/run-compose-files.ts';
import { countFacts, type Checked } from './fact.ts';

const ROOT = join(import.meta.dirname, '../..');
const RESULTS = join(ROOT, '.cache/image-results.json');
const TAG = 'localhost/webhook-gateway:test';

function report(passed: number, failed: number, skipped: number): void {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  writeFileSync(RESULTS, JSON.stringify({ passed, failed, skipped }));
  console.log(`Image: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function build(buildah: Buildah, base: string): string {
  makeBaseImage(buildah, base);
  const cache = join(homedir(), '.npm');
  mkdirSync(cache, { recursive: true });
  buildah.build(ROOT, TAG, '-v', `${cache}:/root/.npm`);
  return buildah.run('mount', buildah.run('from', '--pull-never', TAG));
}

function baseOf(dockerfile: string): string {
  const [, base] = /^ARG NODE=(\S+)$/m.exec(dockerfile) ?? [];
  if (base === undefined) throw new Error('The Dockerfile names no base image.');
  return base;
}

async function* imageChecks(buildah: Buildah, base: string, folder: string): AsyncGenerator<Checked> {
  yield* checks({ root: build(buildah, base), config: buildah.config(TAG), folder });
}

async function main(): Promise<void> {
  const unusable = Buildah.unusable() ?? (has('apt-cache') ? null : 'the base is made from Debian packages');
  if (unusable !== null) {
    console.log(`Image: skipped, because ${unusable}.`);
    return report(0, 0, 1);
  }
  const folder = mkdtempSync(join(tmpdir(), 'gateway-image-'));
  const buildah = new Buildah(folder);
  const counts = { passed: 0, failed: 0 };
  let skipped = 0;
  try {
    const base = baseOf(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'));
    await countFacts(imageChecks(buildah, base, folder), counts, 'builds and runs');
    const why =
      counts.failed > 0 ? 'the image is faulty' : runComposeFiles({ buildah, base, tag: TAG, counts });
    if (why !== null) {
      skipped++;
      console.log(`Compose files: skipped, because ${why}.`);
    }
  } catch (error) {
    counts.failed++;
    console.log(`  ✕ runs the compose files: ${(error as Error).message}`);
  } finally {
    buildah.run('rm', '--all');
    rmSync(folder, { recursive: true, force: true });
  }
  report(counts.passed, counts.failed, skipped);
}

await main();
