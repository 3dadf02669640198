import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import type { TempFolder } from '../../support/temp-folder.js';
import { until } from '../../support/until.js';

/** The time that one block may take on a busy machine, ms. */
const WITHIN_MS = 60_000;

/** The output of a command, and its end; `code` is null while it runs, or where a signal ended it. */
interface Command {
  readonly child: ChildProcess;
  printed: string;
  code: number | null;
  closed: boolean;
}

/** The terminals of somebody who follows a page: blocks run one after the other in one folder, and keep what they export. */
export class PageShell {
  readonly #running = new Map<string, Command>();
  /** Output of the last block that ran to its end. */
  last = '';

  constructor(
    readonly folder: TempFolder,
    private readonly env: Readonly<Record<string, string>>,
  ) {
    writeFileSync(folder.file('.exported'), '');
  }

  /** Runs a block to its end. @throws when a command of it fails, with what it printed */
  async run(code: string): Promise<void> {
    const command = this.#start(`set -e -o pipefail\n. ./.exported\n${code}\nexport -p > ./.exported`);
    try {
      await until(
        () => `the block ends, which printed ${command.printed}`,
        () => command.closed,
        WITHIN_MS,
      );
    } finally {
      await end(command);
    }
    this.last = command.printed;
    if (command.code !== 0) throw new Error(`exit code ${String(command.code)}\n${command.printed}`);
  }

  /** Runs a block in a terminal of its own, and resolves once it has printed `text`; ends what ran there before. */
  async serve(name: string, code: string, text: string): Promise<void> {
    await end(this.#running.get(name));
    const command = this.#start(`. ./.exported\n${code}`);
    this.#running.set(name, command);
    const look = (): boolean => command.closed || command.printed.includes(text);
    await until(() => `"${text}" is printed, not only ${command.printed}`, look, WITHIN_MS);
    if (!command.printed.includes(text)) throw new Error(`ended without "${text}"\n${command.printed}`);
  }

  /** Returns what the block in the terminal of that name has printed so far. */
  printedBy(name: string): string {
    const command = this.#running.get(name);
    if (command === undefined) throw new Error(`no block of the page serves ${name}`);
    return command.printed;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.values()].map(end));
  }

  #start(code: string): Command {
    // A process group of its own, so that all that a block starts can be ended.
    const child = spawn('bash', ['-c', code], {
      cwd: this.folder.path,
      env: this.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const command: Command = { child, printed: '', code: null, closed: false };
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => void (command.printed += String(chunk)));
    child.once('close', (exitCode) => {
      command.code = exitCode;
      command.closed = true;
    });
    return command;
  }
}

/** Ends all that a block has started, with force where it takes long. */
async function end(command: Command | undefined): Promise<void> {
  if (command === undefined || command.closed) return;
  signal(command, 'SIGTERM');
  const overdue = setTimeout(() => signal(command, 'SIGKILL'), 15_000);
  if (!command.closed) await once(command.child, 'close');
  clearTimeout(overdue);
}

function signal({ child }: Command, name: NodeJS.Signals): void {
  try {
    process.kill(-child.pid!, name);
  } catch {
    // All of the group has ended meanwhile.
  }
}

/** Tells whether this machine has a program. */
export const hasProgram = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
