import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { GatewayHost, readOutput, type Output } from './gateway-host.ts';
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
/**
 * Settings of one gateway, and variables that its configuration file names: in tests they begin with `FILLED_`. Others hold for its
 * process: they are read by Node, by libraries, or by what is made once, as the log.
 */
const SETTING = /^(?:WEBHOOK_(?!MEMORY_LIMIT)|FILLED_|DATABASE_URL$|PORT$|HOST$|HTTPS?_PROXY$|NO_PROXY$)/;

/** The built gateway; `GATEWAY_MAIN` names another build. */
const MAIN = resolve(process.env['GATEWAY_MAIN'] ?? join(import.meta.dirname, '../../dist/main.js'));
/** A larger space for new objects: a start fills it many times, and each time costs time. */
const FLAGS = ['--min-semi-space-size=16'];
/** A program and its arguments. */
export type Command = readonly [string, ...string[]];
const BUILD: Command = [process.execPath, ...FLAGS, MAIN];
/** The folder of compiled code, which speeds up every start after the first. */
export const COMPILED = join(import.meta.dirname, '../../.cache/node');
const DEFAULTS = { PORT: '0', LOG_FORMAT: 'json' };
const LISTENS = /Gateway listens on (\S+?),/;
/** The time that a gateway may take to stop before its process is killed, ms. */
const STOP_MS = 2_000;
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
  readonly #host: GatewayHost | null;
  #watchers: (() => void)[] = [];
  #exited = false;
  #exitCode: number | null = null;

  private constructor(child: ChildProcess, host: GatewayHost | null) {
    this.child = child;
    this.#host = host;
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
  static launch(env: Environment, cwd: string, [program, ...args] = BUILD): GatewayProcess {
    const { PATH = '' } = process.env;
    const child = spawn(program, args, {
      cwd,
      env: { PATH, NODE_COMPILE_CACHE: COMPILED, ...DEFAULTS, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gateway = new GatewayProcess(child, null);
    readOutput(child, () => gateway.#output);
    return gateway;
  }

  /**
   * Starts it in a process that may have run gateways before and will run others, which takes a third of the time; in one of its own
   * where the environment is not for the gateway alone. A signal that kills it ends the process in both cases.
   */
  static launchHosted(env: Environment, cwd: string): GatewayProcess {
    if (!Object.keys(env).every((name) => SETTING.test(name))) return GatewayProcess.launch(env, cwd);
    const host = GatewayHost.take(MAIN, COMPILED, FLAGS);
    const gateway = new GatewayProcess(host.child, host);
    host.start({ env: { ...DEFAULTS, ...env }, cwd }, gateway.#output);
    return gateway;
  }

  /** Starts it and resolves with its exit code and stderr; for starts that must fail. */
  static async refuses(env: Environment, cwd: string): Promise<{ code: number | null; stderr: string }> {
    const gateway = GatewayProcess.launch(env, cwd);
    const overdue = setTimeout(() => gateway.child.kill('SIGKILL'), START_MS);
    const listening = gateway.logged(LISTENS, START_MS).then(
      () => gateway.end('SIGKILL'),
      () => undefined,
    );
    await gateway.#ended();
    clearTimeout(overdue);
    await listening;
    return { code: gateway.#exitCode, stderr: gateway.errors.join('\n') };
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
    await this.#ended();
    return this.#exitCode;
  }

  /** Ends it when nothing more is expected of it: its host runs the next one if it stops in time. */
  async letGo(): Promise<void> {
    const overdue = setTimeout(() => this.child.kill('SIGKILL'), STOP_MS);
    await this.end(this.#host === null ? 'SIGKILL' : 'SIGINT');
    clearTimeout(overdue);
  }

  get #output(): Output {
    return {
      line: (text) => this.#log(text),
      error: (text) => {
        this.errors.push(text);
        this.#wake();
      },
      ended: (code) => {
        this.#exited = true;
        this.#exitCode = code;
        this.#wake();
      },
    };
  }

  async #ended(): Promise<void> {
    while (!this.#exited) await new Promise<void>((wake) => this.#watchers.push(wake));
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
