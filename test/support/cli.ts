import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { COMPILED, type Json } from './gateway-process.js';

const CLI = join(import.meta.dirname, '../../bin/gateway.js');

/** The output of a command, and its exit code; null while it runs. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of standard output, read as JSON. */
  readonly records: Json[];
}

/** The built command line with the environment that all its calls share. */
export class Cli {
  readonly #env: Readonly<Record<string, string>>;
  readonly #cwd: string;

  constructor(env: Readonly<Record<string, string>>, cwd: string) {
    this.#env = env;
    this.#cwd = cwd;
  }

  /** Runs a command to its end; `input` is its standard input. */
  async run(args: readonly string[], input = ''): Promise<Ran> {
    const running = this.start(args);
    running.child.stdin!.end(input);
    await once(running.child, 'close');
    return running.soFar();
  }

  /** Starts a command that runs on. */
  start(args: readonly string[]): Running {
    const { PATH = '' } = process.env;
    const env = { PATH, NODE_COMPILE_CACHE: COMPILED, ...this.#env };
    const child = spawn(process.execPath, [CLI, ...args], { cwd: this.#cwd, env });
    return new Running(child);
  }
}

/** A command that runs. */
export class Running {
  #stdout = '';
  #stderr = '';

  constructor(readonly child: ChildProcess) {
    child.stdout!.on('data', (chunk: Buffer) => void (this.#stdout += String(chunk)));
    child.stderr!.on('data', (chunk: Buffer) => void (this.#stderr += String(chunk)));
  }

  soFar(): Ran {
    const [stdout, stderr] = [this.#stdout, this.#stderr];
    return {
      code: this.child.exitCode,
      stdout,
      stderr,
      get records() {
        const lines = stdout.split('\n').filter((line) => line !== '');
        return lines.map((line) => JSON.parse(line) as Json);
      },
    };
  }

  /** Ends it with a signal and resolves when it has ended. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ran> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill(signal);
      await once(this.child, 'close');
    }
    return this.soFar();
  }
}
