import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './until.ts';

/** JSON of the API, read freely by tests. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** An answer of the gateway's API. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
}

type Environment = Readonly<Record<string, string>>;

/** The built gateway; `GATEWAY_MAIN` names another build. */
const MAIN = resolve(process.env['GATEWAY_MAIN'] ?? join(import.meta.dirname, '../../dist/main.js'));
/** A larger space for new objects: a start fills it many times, and each time costs time. */
const FLAGS = ['--min-semi-space-size=16'];
/** A program and its arguments. */
export type Command = readonly [string, ...string[]];
const BUILD: Command = [process.execPath, ...FLAGS, MAIN];
/** The folder of compiled code, which speeds up every start after the first. */
export const COMPILED = join(import.meta.dirname, '../../.cache/node');
const LISTENS = /Gateway listens on (\S+?),/;
/** The time that a start may take on a busy machine, ms; hooks that start a gateway use it, too. */
export const START_MS = 60_000;

/** The built gateway as a process of its own, on a free port, with no environment but the given one. */
export class GatewayProcess {
  /** Lines of standard output. */
  readonly lines: string[] = [];
  /** The `msg` of each line that is JSON. */
  readonly messages: string[] = [];
  readonly errors: string[] = [];
  readonly child: ChildProcess;
  url = '';
  #watchers: (() => void)[] = [];
  #exited = false;

  private constructor(env: Environment, cwd: string, [program, ...args]: Command) {
    const { PATH = '' } = process.env;
    this.child = spawn(program, args, {
      cwd,
      env: { PATH, PORT: '0', LOG_FORMAT: 'json', NODE_COMPILE_CACHE: COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.once('close', () => {
      this.#exited = true;
      this.#wake();
    });
    createInterface(this.child.stdout!).on('line', (line) => this.#log(line));
    createInterface(this.child.stderr!).on('line', (line) => {
      this.errors.push(line);
      this.#wake();
    });
  }

  /** Starts it in `cwd` and resolves when it listens; rejects with its output when it ends before. */
  static async start(env: Environment, cwd: string, command = BUILD): Promise<GatewayProcess> {
    const gateway = GatewayProcess.launch(env, cwd, command);
    try {
      await gateway.ready();
    } catch (error) {
      await gateway.end('SIGKILL');
      throw error;
    }
    return gateway;
  }

  /** Starts it without waiting: for tests that end it while it comes up. */
  static launch(env: Environment, cwd: string, command = BUILD): GatewayProcess {
    return new GatewayProcess(env, cwd, command);
  }

  /** Starts it and resolves with its exit code and stderr; for starts that must fail. */
  static async refuses(env: Environment, cwd: string): Promise<{ code: number | null; stderr: string }> {
    const gateway = GatewayProcess.launch(env, cwd);
    const overdue = setTimeout(() => gateway.child.kill('SIGKILL'), START_MS);
    const listening = gateway.logged(LISTENS, START_MS).then(
      () => gateway.end('SIGKILL'),
      () => undefined,
    );
    await gateway.#closed();
    clearTimeout(overdue);
    await listening;
    return { code: gateway.child.exitCode, stderr: gateway.errors.join('\n') };
  }

  /** Resolves when it listens, with `url` set. */
  async ready(withinMs = START_MS): Promise<void> {
    const line = await this.logged(LISTENS, withinMs);
    this.url = LISTENS.exec(line)![1]!;
  }

  get exited(): boolean {
    return this.#exited;
  }

  /** Resolves with the first log line that matches. */
  async logged(pattern: RegExp, withinMs = 30_000): Promise<string> {
    return this.#until(() => this.lines.find((text) => pattern.test(text)), pattern, withinMs);
  }

  /** Resolves with the first log message that matches: the text alone, so that a pattern can match all of it. */
  async said(pattern: RegExp, withinMs = 30_000): Promise<string> {
    return this.#until(() => this.messages.find((text) => pattern.test(text)), pattern, withinMs);
  }

  async request(
    method: string,
    path: string,
    { body, headers = {} }: { body?: string | Uint8Array<ArrayBuffer>; headers?: Environment } = {},
  ): Promise<ApiAnswer> {
    const response = await fetch(this.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: json && text !== '' ? JSON.parse(text) : text,
    };
  }

  async post(path: string, body: unknown, headers: Environment = {}): Promise<ApiAnswer> {
    return this.request('POST', path, {
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  async get(path: string, headers: Environment = {}): Promise<ApiAnswer> {
    return this.request('GET', path, { headers });
  }

  /** Posts an event and expects it to be accepted. */
  async trigger(body: unknown, headers: Environment = {}): Promise<Json> {
    const answer = await this.post('/api/webhooks/trigger', body, headers);
    if (answer.status !== 202 && answer.status !== 200)
      throw new Error(`trigger answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async status(headers: Environment = {}): Promise<Json> {
    return (await this.get('/api/webhooks/status', headers)).body.webhooks;
  }

  /** Polls the status until the condition holds. */
  async statusWhere(wanted: (webhooks: Json) => boolean, withinMs = 30_000): Promise<Json> {
    let webhooks: Json;
    const look = async (): Promise<Json> => {
      webhooks = await this.status();
      return wanted(webhooks) && webhooks;
    };
    return until(() => `the status stayed otherwise: ${JSON.stringify(webhooks)}`, look, withinMs);
  }

  /** Resolves when no delivery is pending or being sent any more. */
  async settled(withinMs = 30_000): Promise<Json> {
    return this.statusWhere(
      ({ deliveries: { pending, sending } }: Json) => pending + sending === 0,
      withinMs,
    );
  }

  /** Ends it with a signal and resolves with its exit code (null when the signal killed it). */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.#exited) this.child.kill(signal);
    await this.#closed();
    return this.child.exitCode;
  }

  async #closed(): Promise<void> {
    if (!this.#exited) await once(this.child, 'close');
  }

  async #until<T>(find: () => T | undefined, what: RegExp, withinMs: number): Promise<T> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      const left = deadline - performance.now();
      if (this.#exited || left <= 0) {
        const output = [...this.lines, ...this.errors].slice(-20).join('\n');
        throw new Error(`no log line ${what} (exited: ${this.#exited})\n${output}`);
      }
      await new Promise<void>((wake) => {
        const timer = setTimeout(wake, Math.min(left, 1_000));
        this.#watchers.push(() => {
          clearTimeout(timer);
          wake();
        });
      });
    }
  }

  #log(line: string): void {
    this.lines.push(line);
    if (line.startsWith('{')) this.messages.push((JSON.parse(line) as { msg?: string }).msg ?? '');
    this.#wake();
  }

  #wake(): void {
    for (const wake of this.#watchers.splice(0)) wake();
  }
}
