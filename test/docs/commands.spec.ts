import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { blocksOf, pages, type Block } from './commands/blocks.js';
import { missingLine } from './commands/expected-output.js';
import { NOT_RUN } from './commands/not-run.js';
import { hasProgram, PageShell } from './commands/page-shell.js';
import { Scene, type PageScene } from './commands/scene.js';

const ROOT = join(import.meta.dirname, '../..');
const stage = Stage.forFile();
let scene: Scene;

beforeAll(async () => void (scene = await Scene.open(stage)), START_MS);

const isNotRun = ({ page, code }: Block): boolean =>
  NOT_RUN.some((entry) => entry.page === page && code.startsWith(entry.starts));
const runnable = (page: string): readonly Block[] => blocksOf(page).filter((block) => !isNotRun(block));
const withCommands = pages().filter((page) => runnable(page).length > 0);

/** Programs beside Node and a shell that blocks call, and that a machine may lack. */
const TOOLS = ['curl', 'python3', 'go', 'openssl', 'sqlite3'];
const lacks = ({ code }: Block): readonly string[] =>
  TOOLS.filter((tool) => new RegExp(`(^|[\\s(])${tool}\\s`, 'm').test(code) && !hasProgram(tool));

describe('The docs', () => {
  it.each(withCommands)(
    'have commands on %s that work, and print what the page says',
    async (page) => {
      using folder = new TempFolder();
      const blocks = runnable(page);
      const prepared = await scene.prepare(folder, blocks);
      const shell = new PageShell(folder, prepared.env);
      try {
        for (const block of blocks) await expectToWork(block, shell, prepared);
      } finally {
        await shell.close();
      }
    },
    180_000,
  );
});

describe('A block that is not run', () => {
  it.each(NOT_RUN.map((entry) => [`${entry.page}: ${entry.starts}`, entry] as const))(
    'is there: %s',
    (_, entry) => {
      expect(blocksOf(entry.page).filter(({ code }) => code.startsWith(entry.starts))).toHaveLength(1);
      expect(existsSync(join(ROOT, entry.test ?? 'docs'))).toBe(true);
    },
  );
});

/** Does with a block what its reader would do. */
async function expectToWork(block: Block, shell: PageShell, { replace }: PageScene): Promise<void> {
  const { page, line, note } = block;
  const missing = lacks(block);
  if (missing.length > 0)
    return console.warn(`${page}:${line} is skipped: this machine has no ${missing.join(', ')}`);
  const code = replace(block.code);
  try {
    if (note === null) await withTraffic(code, async () => shell.run(code));
    else if (note.kind === 'file') writeFileSync(shell.folder.file(note.name), code);
    else if (note.kind === 'serves') await shell.serve(note.name, code, note.until);
    else if (note.kind === 'output') await expectOutput(code, shell, note.name);
    else await runProgram(code, shell);
  } catch (error) {
    throw new Error(`${page}:${line}: ${(error as Error).message}\n\n${code}`, { cause: error });
  }
}

async function runProgram(code: string, shell: PageShell): Promise<void> {
  writeFileSync(shell.folder.file('program.mjs'), code);
  await shell.run('node program.mjs');
}

async function expectOutput(expected: string, shell: PageShell, name: string | null): Promise<void> {
  const printed = (): string => (name === null ? shell.last : shell.printedBy(name));
  if (name !== null)
    await until(
      () => `${name} prints ${missingLine(expected, printed())}, not only ${printed()}`,
      () => missingLine(expected, printed()) === null,
    );
  const missing = missingLine(expected, printed());
  if (missing !== null) throw new Error(`the line "${missing}" is not printed:\n${printed()}`);
}

/** Lets jobs succeed and fail while a block runs that shows what happens. */
async function withTraffic(code: string, run: () => Promise<void>): Promise<void> {
  if (!/\bgateway tail\b/.test(code)) return run();
  const over = new AbortController();
  const ended = traffic(over.signal);
  try {
    await run();
  } finally {
    over.abort();
    await ended;
  }
}

async function traffic(over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    for (const job of ['job_17', 'job_refused'])
      await scene.gateway.trigger({ event: 'job.failed', data: { job_id: job } }, { prefer: 'wait=5' });
    // A pace, so that commands have the processor, too.
    await new Promise((wake) => setTimeout(wake, 300));
  }
}
