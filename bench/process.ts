import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Reply } from './calls.ts';
import type { Usage } from './inside.ts';

const INSIDE = pathToFileURL(join(import.meta.dirname, 'inside.ts')).href;
/** Default limit of an answer, ms. */
const CALL_TIMEOUT_MS = 15_000;
/** Time for a process to end by itself, ms. */
const GRACE_MS = 5_000;

/** The start of a process. */
export interface Start {
  readonly name: string;
  readonly file: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** File descriptor of the output; default: the terminal. */
  readonly output?: number;
}

/** One process of the bench, on the same Node as the bench. */
export class BenchProcess {
  static readonly #all = new Set<BenchProcess>();
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #open = new Map<number, (reply: Reply) => void>();
  #calls = 0;
  #ended: string | null = null;

  constructor({ name, file, env = {}, cwd, output }: Start) {
    const { PATH = '' } = process.env;
    const stream = output ?? 'inherit';
    const stdio: StdioOptions = ['ignore', stream, stream, 'ipc'];
    this.name = name;
    this.#child = spawn(process.execPath, ['--import', INSIDE, file], { cwd, env: { PATH, ...env }, stdio });
    this.#child.on('message', (reply: Reply) => this.#open.get(reply.call)?.(reply));
    this.#child.once('error', (error) => this.#over(error.message));
    this.#child.once('exit', (code, signal) => this.#over(`exit ${code ?? signal}`));
    BenchProcess.#all.add(this);
  }

  /** Ends all processes; those that do not end within 5 s are killed. */
  static async endAll(): Promise<void> {
    await Promise.all(Array.from(BenchProcess.#all, (one) => one.end()));
  }

  get ended(): string | null {
    return this.#ended;
  }

  /** Calls into the process. Rejects when the call fails, the process ends, or `withinMs` ms pass. */
  ask<T = void>(name: string, args?: unknown, withinMs = CALL_TIMEOUT_MS): Promise<T> {
    const call = ++this.#calls;
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const timer = setTimeout(
      () => reject(new Error(`${this.name} did not answer ${name} within ${withinMs} ms`)),
      withinMs,
    );
    this.#open.set(call, ({ value, error }) => {
      clearTimeout(timer);
      this.#open.delete(call);
      if (error === undefined) resolve(value as T);
      else reject(new Error(`${this.name}: ${error}`));
    });
    if (this.#ended === null) this.#child.send({ call, name, args });
    else this.#over(this.#ended);
    return promise;
  }

  usage(): Promise<Usage> {
    return this.ask<Usage>('usage');
  }

  #over(how: string): void {
    this.#ended = how;
    for (const [call, settle] of this.#open) settle({ call, error: `ended (${how})` });
  }

  /** Ends the process, or kills it after 5 s. */
  async end(): Promise<void> {
    if (this.#ended !== null) return;
    const killing = setTimeout(() => this.#child.kill('SIGKILL'), GRACE_MS);
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exit;
    clearTimeout(killing);
  }
}
