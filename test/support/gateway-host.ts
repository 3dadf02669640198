import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The message that starts a gateway in a host. */
export interface Start {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
}

/** The output of a gateway, line by line, and its end. */
export interface Output {
  line(text: string): void;
  error(text: string): void;
  /** `code` is null when a signal killed it. */
  ended(code: number | null): void;
}

/** The line by which a host tells that its gateway has stopped. */
export const ENDED = '\u0004 The gateway has stopped.';

const PROGRAM = join(import.meta.dirname, 'gateway-host-program.ts');
/** Hosts without a gateway that a test process keeps. */
const SPARE_MAX = 5;
/** A host keeps some memory of every gateway that it has run: after so many it ends. */
const STARTS_MAX = 50;
/** On the global object: modules of tests are loaded anew for each spec file, hosts last as long as the process. */
const SPARE = Symbol.for('spare hosts of gateways');

/** Reads what a process writes, for the gateway that it runs at the moment. */
export function readOutput(child: ChildProcess, current: () => Output | null): void {
  createInterface(child.stdout!).on('line', (text) => current()?.line(text));
  createInterface(child.stderr!).on('line', (text) => current()?.error(text));
  child.once('close', (code) => current()?.ended(code));
}

/**
 * A process that runs gateways one after the other, by `gateway-host-program.ts`. Starts of processes were a quarter of the processor time
 * of a run.
 */
export class GatewayHost {
  readonly child: ChildProcess;
  #output: Output | null = null;
  #starts = 0;

  private constructor(main: string, compiled: string, flags: readonly string[]) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [...flags, PROGRAM, join(main, '../start.js')], {
      env: { PATH, NODE_COMPILE_CACHE: compiled },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    readOutput(this.child, () => ({
      line: (text) => (text === ENDED ? this.#end(0) : this.#output?.line(text)),
      error: (text) => this.#output?.error(text),
      ended: (code) => {
        spare().delete(this);
        this.#output?.ended(code);
      },
    }));
  }

  /** Takes the host that was used last, or a new one. */
  static take(main: string, compiled: string, flags: readonly string[]): GatewayHost {
    const host = [...spare()].findLast(({ child }) => child.connected);
    if (host === undefined) return new GatewayHost(main, compiled, flags);
    spare().delete(host);
    host.hold(true);
    return host;
  }

  /** Ends the hosts that are free. */
  static endSpare(): void {
    for (const { child } of spare()) child.disconnect();
    spare().clear();
  }

  start(start: Start, output: Output): void {
    this.#output = output;
    this.#starts += 1;
    this.child.send(start);
  }

  #end(code: number): void {
    const output = this.#output;
    this.#output = null;
    if (spare().size < SPARE_MAX && this.#starts < STARTS_MAX) {
      spare().add(this);
      this.hold(false);
    } else this.child.disconnect();
    output?.ended(code);
  }

  /** A spare host keeps no test process from its end. Not private: the class is another one in each spec file. */
  hold(held: boolean): void {
    const word = held ? 'ref' : 'unref';
    for (const part of [this.child, this.child.channel, this.child.stdout, this.child.stderr])
      (part as { ref?(): void; unref?(): void } | null | undefined)?.[word]?.();
  }
}

function spare(): Set<GatewayHost> {
  const shared = globalThis as { [SPARE]?: Set<GatewayHost> };
  return (shared[SPARE] ??= new Set());
}
