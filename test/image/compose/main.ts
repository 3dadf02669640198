/**
 * Runs the compose files on an engine of its own, in the network namespace that `test/image/main.ts` gives it: the ports of the files are free
 * there, and no name and no address beyond it can be reached. Arguments: a folder with the images as archives, and the program of Compose.
 * Ends with a line of JSON: the number of facts that hold, and of those that do not, or why the engine does not start.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { countFacts } from '../fact.ts';
import { postgresChecks, sqliteChecks } from './checks.ts';
import type { Program } from './compose-program.ts';
import { Compose } from './compose.ts';
import { Engine } from './engine.ts';

const ROOT = join(import.meta.dirname, '../../..');
const FILES = [
  ['compose.yaml', sqliteChecks],
  ['compose.postgres.yaml', postgresChecks],
] as const;

/** The result of the run. */
export type ComposeResult =
  { readonly passed: number; readonly failed: number } | { readonly skipped: string };

async function run(folder: string, program: Program): Promise<ComposeResult> {
  mkdirSync(join(folder, 'engine'));
  let engine: Engine;
  try {
    engine = await Engine.start(join(folder, 'engine'));
  } catch (error) {
    return { skipped: `the Docker engine does not start: ${(error as Error).message}` };
  }
  const counts = { passed: 0, failed: 0 };
  try {
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.tar')))
      engine.run('load', '--input', join(folder, name));
    for (const [file, checks] of FILES) {
      console.log(`${file}:`);
      const files = { compose: join(ROOT, file), env: join(folder, `${file}.env`) };
      const compose = new Compose(program, engine.host, files);
      await countFacts(checks({ engine, compose }), counts, 'runs');
    }
  } finally {
    await engine.stop();
  }
  return counts;
}

const [folder, ...program] = process.argv.slice(2) as [string, ...Program];
console.log(JSON.stringify(await run(folder, program)));
