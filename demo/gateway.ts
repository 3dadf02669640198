import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const ENTRY = join(import.meta.dirname, '../dist/main.js');
/** Longest time to be ready, and to stop, ms. */
const READY_MS = 30_000;
const STOP_MS = 10_000;
/** Number of log lines kept to explain a crash. */
const KEPT_LINES = 20;

/** The gateway in a process of its own, as in production. */
export class Gateway {
  readonly address: string;
  /** Rejects when the process ends without having been told to. */
  readonly crashed: Promise<never>;
  readonly #child: ChildProcess;
  readonly #log: string[] = [];
  #stopping = false;

  /**
   * Starts the process. `env` is added to this process's environment without settings of another gateway; `cwd` has no
   * `.env`.
   */
  constructor(port: number, env: Readonly<Record<string, string>>, cwd: string) {
    if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is missing: run npm run build first.`);
    this.address = `http://127.0.0.1:${port}`;
    this.#child = spawn(process.execPath, [ENTRY], {
      cwd,
      env: { ...inherited(), ...env, HOST: '127.0.0.1', PORT: String(port), LOG_FORMAT: 'json' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#keep(this.#child.stdout);
    this.#keep(this.#child.stderr);
    process.once('exit', () => this.#child.kill('SIGKILL'));
    this.crashed = this.#watch();
    this.crashed.catch(() => undefined);
  }

  /** Resolves once the gateway accepts events. */
  async ready(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      const answer = await fetch(`${this.address}/readyz`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await sleep(100);
    }
    throw new Error(
      `The gateway was not ready within ${READY_MS / 1000} s. Its last log lines:\n${this.lastLines()}`,
    );
  }

  /** Stops the gateway in order, and kills it when that takes too long. */
  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#ended()) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    await exit;
    clearTimeout(late);
  }

  lastLines(): string {
    return this.#log.map((line) => `  ${readable(line)}`).join('\n');
  }

  #keep(stream: Readable | null): void {
    if (stream === null) return;
    createInterface({ input: stream }).on('line', (line) => {
      this.#log.push(line);
      if (this.#log.length > KEPT_LINES) this.#log.shift();
    });
  }

  async #watch(): Promise<never> {
    // 'close' follows the last line of the output, 'exit' may precede it.
    const [code, signal] = await once(this.#child, 'close');
    // A process that was told to stop has not crashed, so this never settles.
    if (this.#stopping) return new Promise(() => undefined);
    throw new Error(
      `The gateway ended by itself (${signal ?? `exit ${code}`}). Its last log lines:\n${this.lastLines()}`,
    );
  }

  #ended(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

function inherited(): NodeJS.ProcessEnv {
  const foreign = /^(WEBHOOK_|LOG_)|^(HOST|PORT|DATABASE_URL)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Returns the message of a JSON log line, or the line itself. */
function readable(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as { msg?: string; err?: { message?: string } };
    return [msg, err?.message].filter(Boolean).join(': ') || line;
  } catch {
    return line;
  }
}
