import { execFile } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from './gateway-process.js';
import { TempFolder } from './temp-folder.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const NAME = 'streamgank-webhook-gateway';

/** An entry of the lockfile that npm keeps of what it has installed. */
interface InstalledPackage {
  readonly version: string;
  readonly hasInstallScript?: true;
}

/**
 * The gateway as npm installs it from its tarball, in a folder that knows nothing of this one. Its dependencies are
 * packed from `node_modules`, so that no registry is asked.
 */
export class InstalledGateway {
  readonly folder = new TempFolder();
  /** Paths in the tarball. */
  files: readonly string[] = [];

  static async install(): Promise<InstalledGateway> {
    const installed = new InstalledGateway();
    await run('npm', ['run', '--silent', 'shipped'], { cwd: ROOT });
    const { filename, files } = await installed.pack();
    installed.files = files.map(({ path }) => path);
    const dependencies = ['better-sqlite3.tar', 'node-addon-api.tar'];
    // Not by npm: it would compress what is unpacked at once.
    for (const file of dependencies)
      await run('tar', [
        '-cf',
        installed.folder.file(file),
        '-C',
        join(ROOT, 'node_modules'),
        file.slice(0, -4),
      ]);
    writeFileSync(installed.folder.file('package.json'), '{ "private": true }');
    const quiet = ['--ignore-scripts', '--omit=dev', '--offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', ...quiet, ...[filename, ...dependencies].map((file) => `./${file}`)], {
      cwd: installed.folder.path,
    });
    return installed;
  }

  private async pack(): Promise<{ filename: string; files: { path: string }[] }> {
    const args = ['pack', ROOT, '--json', '--ignore-scripts', '--pack-destination', this.folder.path];
    const { stdout } = await run('npm', args, { cwd: this.folder.path, maxBuffer: 2 ** 24 });
    const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    return packed;
  }

  file(name: string): string {
    return this.folder.file(`node_modules/${NAME}/${name}`);
  }

  /** The command as npm links it; `TEST_NODE` names another Node to run it on. */
  command(...args: string[]): Command {
    const node = process.env['TEST_NODE'] ?? process.execPath;
    return [node, this.folder.file(`node_modules/.bin/${NAME}`), ...args];
  }

  /** The installed packages, by folder. */
  get packages(): Readonly<Record<string, InstalledPackage>> {
    const lock = readFileSync(this.folder.file('node_modules/.package-lock.json'), 'utf8');
    return (JSON.parse(lock) as { packages: Record<string, InstalledPackage> }).packages;
  }

  /** Size of all installed files, bytes. */
  get size(): number {
    const installed = this.folder.file('node_modules');
    return readdirSync(installed, { recursive: true, encoding: 'utf8' })
      .map((name) => lstatSync(join(installed, name)))
      .reduce((sum, file) => sum + (file.isFile() ? file.size : 0), 0);
  }

  [Symbol.dispose](): void {
    this.folder[Symbol.dispose]();
  }
}
