/** Measures what the gateway costs beside a floor that does as little as possible, in one run (`npm run bench`). */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { measureIsolation, isolationLines, type IsolationFigures } from './isolation.ts';
import { readOptions, USAGE, type Options } from './options.ts';
import { playAll, profileGateway, type Results } from './phases.ts';
import { machine, table, type Machine } from './report.ts';
import { backlog, backlogTable, type BacklogFigures } from './backlog.ts';
import { withDatabase } from './database.ts';
import { playScenario, SCENARIOS, scenarioTable, type ScenarioFigures } from './scenarios.ts';
import { inFolder, onStage } from './stage.ts';
import { faults, ratio, rows } from './summary.ts';

/** Rejects when the bench is told to stop. */
function stopSignal(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
    }
  });
}

const log = (text: string): void => console.error(`… ${text}`);

/** Figures that `--all` adds. */
interface More {
  readonly scenarios: readonly ScenarioFigures[];
  readonly backlog: readonly BacklogFigures[];
  readonly isolation: IsolationFigures;
}

async function bench(options: Options, folder: string): Promise<void> {
  const on = await machine(folder);
  const results = await withDatabase(options.store, folder, (place) =>
    onStage(place, options, async (stage) => {
      const played = await playAll(stage, options, log);
      console.log(table(played, on));
      if (options.profile !== null) await profileGateway(stage, options, resolve(options.profile));
      return played;
    }),
  );
  const more = options.all ? await everything(options, folder) : null;
  if (options.json !== null) await writeFile(options.json, report(options, { on, results, more }));
  const broken = [...faults(results), ...(more?.scenarios.flatMap((scenario) => scenario.faults) ?? [])];
  if (broken.length > 0) process.exitCode = 1;
}

async function everything(options: Options, folder: string): Promise<More> {
  const scenarios: ScenarioFigures[] = [];
  for (const scenario of SCENARIOS) scenarios.push(await playScenario(scenario, options, folder, log));
  console.log(scenarioTable(scenarios));
  const figures: BacklogFigures[] = [];
  for (const store of ['sqlite', 'postgres'] as const)
    figures.push(await backlog(store, options, folder, log));
  console.log(backlogTable(figures));
  return { scenarios, backlog: figures, isolation: await isolationAlone(options, folder) };
}

async function isolationAlone(options: Options, folder: string): Promise<IsolationFigures> {
  const figures = await measureIsolation(options, folder, log);
  console.log(isolationLines(figures));
  if (figures.lost > 0) process.exitCode = 1;
  return figures;
}

async function onlyIsolation(options: Options, folder: string): Promise<void> {
  const on = await machine(folder);
  const figures = await isolationAlone(options, folder);
  if (options.json === null) return;
  await writeFile(options.json, `${JSON.stringify({ machine: on, isolation: figures }, null, 2)}\n`);
}

function report(
  options: Options,
  { on, results, more }: { on: Machine; results: Results; more: More | null },
): string {
  const { rounds, seconds, inFlight, endpoints, concurrency, store, nodes, batch } = options;
  const settings = { rounds, seconds, inFlight, endpoints, concurrency, store, nodes, batch };
  const share = ratio(results.full);
  return `${JSON.stringify({ machine: on, settings, share, rows: rows(results), results, ...more }, null, 2)}\n`;
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.log(USAGE);
    return;
  }
  const stopped = stopSignal();
  const run = options.isolation ? onlyIsolation : bench;
  await inFolder(options.folder, (folder) => Promise.race([run(options, folder), stopped]));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
