/**
 * Measures the two ways in which `store/sqlite/statement.ts` runs statements, each against its opposite (`npm run
 * bench:statements`).
 */
import Database from 'better-sqlite3';

const RUNS = 20_000;
const ROUNDS = 7;

type Run = () => unknown;

/** Makes a table of deliveries with the index of claims: endpoint, due time and id. */
function openDatabase(): Database.Database {
  const database = new Database(':memory:');
  database.exec(`
    create table lanes (id text primary key, endpoint text, state text, due integer, a, b, c, d, e) without rowid;
    create index lanes_due on lanes (endpoint, due) where state = 'pending'`);
  return database;
}

/** Returns the cost of each run in its fastest round, µs of CPU. */
function costs(runs: Readonly<Record<string, Run>>): Record<string, number> {
  const best: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(runs)) {
      const before = process.cpuUsage();
      for (let time = 0; time < RUNS; time++) run();
      const { user, system } = process.cpuUsage(before);
      best[name] = Math.min(best[name] ?? Infinity, (user + system) / RUNS);
    }
  }
  return best;
}

function compare(what: string, habit: Run, opposite: Run): void {
  const { habit: fast, opposite: slow } = costs({ opposite, habit });
  const ratio = (slow! / fast!).toFixed(1);
  console.log(`${what}: ${slow!.toFixed(1)} against ${fast!.toFixed(1)} µs, ${ratio} times as much`);
}

const database = openDatabase();
const head = (endpoint: string): Database.Statement =>
  database.prepare(
    `select * from lanes where endpoint = ${endpoint} and state = 'pending' and due <= ? order by due, id limit 1`,
  );
const [planned, unplanned] = [head('+?'), head('?')];
let now = 0;
compare(
  'a plan made anew at every run',
  () => planned.get('endpoint', ++now),
  () => unplanned.get('endpoint', ++now),
);

const names = ['id', 'endpoint', 'state', 'due', 'a', 'b', 'c', 'd', 'e'];
const insert = (places: readonly string[]): Database.Statement =>
  database.prepare(`insert into lanes values (${places.join(', ')}) on conflict do nothing`);
const row = Object.fromEntries(names.map((name) => [name, `some text for ${name}`]));
const [byOrder, byName] = [insert(names.map(() => '?')), insert(names.map((name) => `@${name}`))];
compare(
  'arguments looked up by name',
  () => byOrder.run(...names.map((name) => row[name])),
  () => byName.run(row),
);
database.close();
