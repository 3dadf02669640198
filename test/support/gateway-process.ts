import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** JSON of the API, read freely by tests. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any;

const MAIN = join(import.meta.dirname, '../../dist/main.js');

/** The built gateway as a process of its own, on a free port, with the environment given and nothing else of ours. */
export class GatewayProcess {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  readonly child: ChildProcess;
  url = '';
  #watchers: (() => void)[] = [];
  #exited = false;

  private constructor(env: Record<string, string>, cwd: string) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [MAIN], {
      cwd,
      env: { PATH, PORT: '0', LOG_FORMAT: 'json', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.once('exit', () => {
      this.#exited = true;
      this.#wake();
    });
    for (const [stream, into] of [
      [this.child.stdout!, this.lines],
      [this.child.stderr!, this.errors],
    ] as const) {
      createInterface(stream).on('line', (line) => {
        into.push(line);
        this.#wake();
      });
    }
  }

  /** Starts it in `cwd` and resolves when it listens; rejects with its output when it ends before. */
  static async start(env: Record<string, string>, cwd: string): Promise<GatewayProcess> {
    const gateway = new GatewayProcess(env, cwd);
    const line = await gateway.logged(/Gateway listens on (\S+?),/);
    gateway.url = /Gateway listens on (\S+?),/.exec(line)![1]!;
    return gateway;
  }

  /** Starts it and resolves with what it wrote to stderr when it gives up; for starts that must fail. */
  static async refuses(
    env: Record<string, string>,
    cwd: string,
  ): Promise<{ code: number | null; stderr: string }> {
    const gateway = new GatewayProcess(env, cwd);
    const [code] = (await once(gateway.child, 'close')) as [number | null];
    return { code, stderr: gateway.errors.join('\n') };
  }

  /** The first log line that matches, once it is there. */
  async logged(pattern: RegExp, withinMs = 15_000): Promise<string> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const line = this.lines.find((text) => pattern.test(text));
      if (line !== undefined) return line;
      const left = deadline - performance.now();
      if (this.#exited || left <= 0) {
        const output = [...this.lines, ...this.errors].slice(-20).join('\n');
        throw new Error(`no log line ${pattern} (exited: ${this.#exited})\n${output}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 1_000));
        this.#watchers.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  async post(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Json }> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }

  async get(path: string): Promise<{ status: number; body: Json }> {
    const response = await fetch(this.url + path);
    return { status: response.status, body: await response.json() };
  }

  /** Ends it with a signal and resolves with its exit code (null when the signal killed it). */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.#exited) return this.child.exitCode;
    const closed = once(this.child, 'exit');
    this.child.kill(signal);
    const [code] = (await closed) as [number | null];
    return code;
  }

  #wake(): void {
    for (const wake of this.#watchers.splice(0)) wake();
  }
}
