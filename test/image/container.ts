import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ImageConfig } from './buildah.ts';

/**
 * Mounts the image's files read-only, the volume and /proc, and becomes the image's user there: what a container engine
 * does with `--read-only`. Arguments: root, volume, user, working directory, command.
 */
const ENTER = `
set -e
mount --bind "$1" "$1"
mount --bind "$2" "$1/data"
mount -t proc proc "$1/proc"
mount --rbind /dev "$1/dev"
mount -o remount,bind,ro "$1"
root=$1 user=$3 folder=$4
shift 4
exec chroot --userspec="$user" "$root" /usr/bin/env --chdir="$folder" -- "$@"
`;

/** One run of the image, in a mount namespace of its own, with the image's own settings. */
export class Container {
  readonly lines: string[] = [];
  readonly child: ChildProcess;
  readonly config: ImageConfig;
  readonly #namespace: readonly string[];
  readonly #env: Record<string, string>;

  /**
   * @param root folder with the files of the image
   * @param volume folder that is mounted at /data
   */
  constructor(root: string, volume: string, config: ImageConfig, env: Readonly<Record<string, string>>) {
    this.config = config;
    this.#env = { ...Object.fromEntries(config.Env.map((pair) => pair.split(/=(.*)/s))), ...env };
    this.#namespace = ['--mount', '--propagation', 'private', 'sh', '-c', ENTER, 'sh', root, volume];
    this.child = spawn('unshare', this.#within([...config.Entrypoint, ...config.Cmd]), {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!])
      createInterface(stream).on('line', (line) => this.lines.push(line));
  }

  #within(command: readonly string[]): string[] {
    const { User, WorkingDir } = this.config;
    return [...this.#namespace, User, WorkingDir || '/', ...command];
  }

  /** Runs a command beside the gateway, in the same files, as `docker exec` does. */
  exec(command: readonly string[]): { readonly code: number | null; readonly output: string } {
    const { status, stdout, stderr } = spawnSync('unshare', this.#within(command), {
      env: this.#env,
      encoding: 'utf8',
      timeout: 30_000,
    });
    return { code: status, output: `${stdout}${stderr}` };
  }

  healthcheck(): number | null {
    return this.exec(this.config.Healthcheck.Test.slice(1)).code;
  }

  async stop(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(this.config.StopSignal as NodeJS.Signals);
      await once(this.child, 'exit');
    }
    return this.child.exitCode;
  }

  /** The folder of a process's own files, to look at from outside: its user and its mounts. */
  get proc(): string {
    return join('/proc', String(this.child.pid));
  }
}
