import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** Options of the bench. */
export interface Options {
  /** Whether to run the other scenarios: fan-out, batches, PostgreSQL, two gateways, a backlog, isolation. */
  readonly all: boolean;
  readonly store: 'sqlite' | 'postgres';
  /** Number of gateways that share the database. */
  readonly nodes: number;
  /** Events per request; 1: the trigger route. */
  readonly batch: number;
  /** Deliveries of the backlog scenario. */
  readonly backlog: number;
  /** Rounds of the throughput and latency phases, for gateway and floor each. */
  readonly rounds: number;
  /** Length of a round, s. */
  readonly seconds: number;
  /** Length of a warm-up, s. */
  readonly warmUpSeconds: number;
  /** Single events of the idle phase. */
  readonly singles: number;
  /** Requests in flight of the closed-loop load. */
  readonly inFlight: number;
  /** Endpoints that each event goes to, 1–10. */
  readonly endpoints: number;
  /** Maximum of deliveries in flight per endpoint, for gateway and floor. */
  readonly concurrency: number;
  /** Folder for the temporary folder with database and log. */
  readonly folder: string;
  /** Path of the built gateway. */
  readonly entry: string;
  /** File for the figures as JSON; null: none. */
  readonly json: string | null;
  /** File for a CPU profile of the gateway under full load; null: none is taken. */
  readonly profile: string | null;
  /** Whether to run only the isolation phase: the cost of sick targets to others. */
  readonly isolation: boolean;
  /** `NODE_OPTIONS` of the gateway alone. */
  readonly nodeOptions: string;
}

/** Help text of the bench. */
export const USAGE = `npm run bench -- [options]

  --quick            a short run of about ten seconds: shows that it works, not how fast it is
  --isolation        only this: what targets that hang, drip and refuse cost a hundred others
  --rounds N         rounds for gateway and floor each (5)
  --seconds N        length of a round (4)
  --in-flight N      requests in flight of the full load (64)
  --all              also fan-out, batches, PostgreSQL with one and two gateways, a large backlog, and isolation
  --store NAME       sqlite or postgres (sqlite)
  --nodes N          gateways that share the PostgreSQL (1)
  --batch N          events in one request (1)
  --backlog N        deliveries waiting in the backlog scenario (1000000)
  --endpoints N      endpoints every event goes to, at most 10 (1)
  --concurrency N    deliveries in flight per endpoint (16)
  --folder DIR       where database and log are kept meanwhile (the system's temporary folder)
  --entry FILE       the built gateway (dist/main.js)
  --json FILE        also write the figures as JSON
  --profile FILE     also take a CPU profile of the gateway under full load (.cpuprofile)
  --node-options S   NODE_OPTIONS of the gateway
  --help             this text
`;

const FLAGS = {
  all: { type: 'boolean', default: false },
  store: { type: 'string', default: 'sqlite' },
  nodes: { type: 'string', default: '1' },
  batch: { type: 'string', default: '1' },
  backlog: { type: 'string', default: '1000000' },
  quick: { type: 'boolean', default: false },
  isolation: { type: 'boolean', default: false },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  'in-flight': { type: 'string', default: '64' },
  endpoints: { type: 'string', default: '1' },
  concurrency: { type: 'string', default: '16' },
  folder: { type: 'string', default: tmpdir() },
  entry: { type: 'string', default: join(import.meta.dirname, '../dist/main.js') },
  json: { type: 'string' },
  profile: { type: 'string' },
  'node-options': { type: 'string', default: '' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** Reads the command line; null when help is asked for. Throws on unknown options. */
export function readOptions(argv: readonly string[]): Options | null {
  const { values } = parseArgs({ args: [...argv], options: FLAGS });
  if (values.help) return null;
  const [rounds, seconds, warmUpSeconds, singles] = values.quick ? [1, 1, 1, 10] : [5, 4, 12, 60];
  const store = storeNamed(values.store);
  const nodes = whole('nodes', values.nodes, 4)!;
  if (nodes > 1 && store !== 'postgres') throw new Error('--nodes needs --store postgres.');
  return {
    all: values.all,
    store,
    nodes,
    batch: whole('batch', values.batch, 1000)!,
    backlog: whole('backlog', values.backlog, 10_000_000)!,
    rounds: whole('rounds', values.rounds, 100) ?? rounds,
    seconds: whole('seconds', values.seconds, 600) ?? seconds,
    warmUpSeconds,
    singles,
    inFlight: whole('in-flight', values['in-flight'], 10_000)!,
    endpoints: whole('endpoints', values.endpoints, 10)!,
    concurrency: whole('concurrency', values.concurrency, 1000)!,
    folder: values.folder,
    entry: values.entry,
    json: values.json ?? null,
    profile: values.profile ?? null,
    isolation: values.isolation,
    nodeOptions: values['node-options'],
  };
}

function whole(name: string, text: string | undefined, max: number): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= 1 && number <= max) return number;
  throw new Error(`--${name} ${text} is no whole number from 1 to ${max}.`);
}

function storeNamed(name: string): Options['store'] {
  if (name === 'sqlite' || name === 'postgres') return name;
  throw new Error(`--store ${name} is neither sqlite nor postgres.`);
}
