import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Buildah } from './buildah.ts';
import { command } from './command.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Packages of Debian that Node needs beside the essential ones. */
const LIBRARIES = ['libstdc++6', 'ca-certificates'];
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';

/**
 * Makes an image of this machine's Debian and of the pinned Node, under the name of the image that the Dockerfile begins
 * with: no registry of images is asked.
 */
export function makeBaseImage(buildah: Buildah, name: string): void {
  const root = mkdtempSync(join(tmpdir(), 'gateway-image-base-'));
  try {
    copyDebian(root);
    copyNode(root);
    const container = buildah.run('from', 'scratch');
    buildah.run('add', '--quiet', container, root, '/');
    buildah.run('commit', '--quiet', container, name);
    buildah.run('rm', container);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Copies the files of the essential packages, of what these depend on, and of the libraries. */
function copyDebian(root: string): void {
  for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'proc', 'dev', 'sys', 'etc', 'root'])
    mkdirSync(join(root, folder), { recursive: true });
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  mkdirSync(join(root, 'tmp'), { mode: 0o1777 });
  const list = join(root, 'tmp/files');
  writeFileSync(list, debianFiles().join('\n'));
  const copy = `tar -C / --no-recursion --ignore-failed-read -cf - -T ${list} 2>/dev/null | tar -C ${root} -xf - --keep-directory-symlink`;
  command('sh', ['-c', `${copy}; rm ${list}`]);
  cpSync(CERTIFICATES, join(root, CERTIFICATES), { dereference: true });
  writeFileSync(
    join(root, 'etc/passwd'),
    'root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n',
  );
  writeFileSync(join(root, 'etc/group'), 'root:x:0:\nnode:x:1000:\n');
}

function debianFiles(): string[] {
  const essential = command('sh', [
    '-c',
    "dpkg-query -W -f='${Essential} ${Package}\\n' | sed -n 's/^yes //p'",
  ]).split('\n');
  const all = withDependencies([...essential, ...LIBRARIES]);
  const files = command('dpkg', ['-L', ...all]).split('\n');
  return [...new Set(files)].filter((file) => /^\/[^.]/.test(file) && !file.startsWith('/usr/share/'));
}

function withDependencies(names: readonly string[]): string[] {
  const args = ['depends', '--recurse', '--installed', '--no-suggests', '--no-recommends', '--no-enhances'];
  const more = ['--no-conflicts', '--no-breaks', '--no-replaces'];
  const lines = command('apt-cache', [...args, ...more, ...names]).split('\n');
  const found = lines.filter((line) => /^[a-z0-9]/.test(line)).map((line) => line.replace(/:any$/, ''));
  const installed = new Set(command('dpkg-query', ['-W', '-f', '${Package}\n']).split('\n'));
  return [...new Set(found)].filter((name) => installed.has(name));
}

/** Copies the pinned Node and this machine's npm, set to use this machine's certificates and its cache first. */
function copyNode(root: string): void {
  const local = join(root, 'usr/local');
  mkdirSync(join(local, 'bin'), { recursive: true });
  mkdirSync(join(local, 'etc'));
  cpSync(realpathSync(join(ROOT, 'node_modules/node/bin/node')), join(local, 'bin/node'));
  const npm = dirname(dirname(realpathSync(command('sh', ['-c', 'command -v npm']))));
  cpSync(npm, join(local, 'lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'));
  writeFileSync(join(local, 'etc/npmrc'), `cafile=${CERTIFICATES}\nprefer-offline=true\n`);
}
