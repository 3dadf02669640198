import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { command, has } from '../command.ts';

const START_MS = 60_000;

/** The parts of the engine's description of a container that are read. */
export interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Pid: number;
    readonly Running: boolean;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
  readonly HostConfig: { readonly ReadonlyRootfs: boolean; readonly CapDrop: readonly string[] };
}

/** A Docker engine with a store of its own, which ends with {@link Engine.stop}. */
export class Engine {
  readonly host: string;
  readonly #process: ChildProcess;

  private constructor(host: string, process: ChildProcess) {
    this.host = host;
    this.#process = process;
  }

  /**
   * Installs the engine from Debian's packages where it is missing.
   * @returns why it cannot be used here, or null
   */
  static unusable(): string | null {
    if (has('dockerd') && has('docker')) return null;
    if (!has('apt-get')) return 'the Docker engine is not installed, and the system is no Debian';
    try {
      command('apt-get', ['install', '-y', '--no-install-recommends', 'docker.io', 'iptables'], 180_000);
      return null;
    } catch (error) {
      return `the Docker engine cannot be installed: ${(error as Error).message.split('\n')[0]}`;
    }
  }

  /**
   * Starts the engine in the network namespace of this process.
   *
   * @param folder absolute folder for its files
   * @throws with its last lines where it does not start
   */
  static async start(folder: string): Promise<Engine> {
    const host = `unix://${join(folder, 'docker.sock')}`;
    const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
    const args = [...places, '--pidfile', join(folder, 'docker.pid'), '--host', host, '--bridge', 'none'];
    const process = spawn('dockerd', args, { stdio: ['ignore', 'ignore', 'pipe'] });
    const lines: string[] = [];
    createInterface(process.stderr!).on('line', (line) => lines.splice(0, lines.length - 20, ...lines, line));
    const engine = new Engine(host, process);
    const deadline = performance.now() + START_MS;
    while (spawnSync('docker', ['--host', host, 'info']).status !== 0) {
      if (process.exitCode === null && performance.now() < deadline) continue;
      await engine.stop();
      throw new Error(lines.slice(-3).join(' · '));
    }
    return engine;
  }

  run(...args: readonly string[]): string {
    return command('docker', ['--host', this.host, ...args]);
  }

  inspect(container: string): Inspected {
    return (JSON.parse(this.run('inspect', container)) as [Inspected])[0];
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill('SIGTERM');
    await once(this.#process, 'exit');
  }
}
