/** `npm run bench`: what the gateway costs beside a floor that does as little as possible, measured in one run. */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isolation } from './isolation.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { playAll, profileGateway } from './phases.ts';
import { machine, table } from './report.ts';
import { inFolder, Stage } from './stage.ts';
import { faults, ratio, rows } from './summary.ts';

/** Rejects when the bench is to stop. */
function stopSignal(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
    }
  });
}

async function bench(options: Options, folder: string): Promise<void> {
  const stage = await Stage.set(folder, options);
  const results = await playAll(stage, options, (text) => console.error(`… ${text}`));
  const on = await machine(folder);
  console.log(table(results, on));
  if (options.json !== null) {
    const { rounds, seconds, inFlight, endpoints, concurrency } = options;
    const settings = { rounds, seconds, inFlight, endpoints, concurrency };
    const figures = { machine: on, settings, share: ratio(results.full), rows: rows(results), results };
    await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
  if (options.profile !== null) await profileGateway(stage, options, resolve(options.profile));
  if (faults(results).length > 0) process.exitCode = 1;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const stopped = stopSignal();
  const run = options.isolation ? isolation : bench;
  await inFolder(options.folder, (folder) => Promise.race([run(options, folder), stopped]));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
