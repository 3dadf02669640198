import { join } from 'node:path';
import { command, has } from './command.ts';

/** Options of buildah by which it works in containers and without a driver of the kernel. */
const ISOLATED = ['--isolation', 'chroot'];

/** The settings by which an image is run. */
export interface ImageConfig {
  readonly User: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly WorkingDir: string;
  readonly Volumes: Readonly<Record<string, object>>;
  readonly StopSignal: string;
  readonly Healthcheck: { readonly Test: readonly string[] };
  readonly Labels: Readonly<Record<string, string>>;
}

/** buildah with a store of its own. */
export class Buildah {
  readonly #store: readonly string[];

  /** @param folder absolute folder for images and containers */
  constructor(folder: string) {
    const [root, runroot] = [join(folder, 'store'), join(folder, 'run')];
    this.#store = ['--storage-driver', 'vfs', '--root', root, '--runroot', runroot];
  }

  /**
   * Installs buildah from Debian's packages where it is missing.
   * @returns why it cannot be used here, or null
   */
  static unusable(): string | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'root on Linux is needed';
    if (has('buildah')) return null;
    if (!has('apt-get')) return 'buildah is not installed, and the system is no Debian';
    try {
      command('apt-get', ['update'], 60_000);
      command('apt-get', ['install', '-y', '--no-install-recommends', 'buildah'], 120_000);
      return null;
    } catch (error) {
      return `buildah cannot be installed: ${(error as Error).message.split('\n')[0]}`;
    }
  }

  run(name: string, ...args: readonly string[]): string {
    return command('buildah', [...this.#store, name, ...args]);
  }

  build(context: string, tag: string, ...options: readonly string[]): void {
    this.run(
      'bud',
      '--ulimit',
      'nofile=16384:16384',
      ...ISOLATED,
      '--pull-never',
      '--format',
      'docker',
      ...options,
      '-t',
      tag,
      context,
    );
  }

  config(image: string): ImageConfig {
    const { Docker } = JSON.parse(this.run('inspect', '--type', 'image', image)) as {
      Docker: { config: ImageConfig };
    };
    return Docker.config;
  }
}
