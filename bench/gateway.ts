import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from './options.ts';
import { BenchProcess } from './process.ts';

/** How long it may take to listen, ms. */
const START_MS = 30_000;

/** Who takes events: the floor, or one or more gateways on one database. */
export interface Target {
  readonly name: string;
  readonly processes: readonly BenchProcess[];
  readonly urls: readonly string[];
}

/** Where a gateway keeps what it promises. */
export interface Place {
  readonly folder: string;
  readonly databaseUrl: string;
}

/** What differs where more than one deployment runs beside another. */
export interface Variant {
  readonly name?: string;
  /** Endpoints beside the receiver's. */
  readonly sick?: readonly string[];
  /** A name server that the receiver's endpoints need: each has a host name of its own. */
  readonly nameServer?: string;
}

/** The host names of endpoints that have one, all of them this machine's. */
export const HEALTHY_DOMAIN = 'healthy.test';

export async function startGateways(
  receiver: string,
  place: Place,
  options: Options,
  { name = 'gateway', sick = [], nameServer }: Variant = {},
): Promise<Target> {
  const processes: BenchProcess[] = [];
  const urls: string[] = [];
  const endpoint = (at: number): string => {
    const host = nameServer === undefined ? '127.0.0.1' : `e${at}.${HEALTHY_DOMAIN}`;
    return `generic+${receiver.replace('127.0.0.1', host)}/${at}`;
  };
  for (let node = 0; node < options.nodes; node++) {
    const { process, url } = await startGateway(
      `${name}-${node + 1}`,
      place,
      options,
      [...Array.from({ length: options.endpoints }, (_, at) => endpoint(at)), ...sick],
      nameServer === undefined ? {} : { WEBHOOK_DNS_SERVERS: nameServer },
    );
    processes.push(process);
    urls.push(url);
  }
  return { name, processes, urls };
}

/** The gateway as it is deployed: durable store on disk, signatures, log lines as JSON into a file. */
async function startGateway(
  name: string,
  { folder, databaseUrl }: Place,
  options: Options,
  endpoints: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ process: BenchProcess; url: string }> {
  const log = join(folder, `${name}.log`);
  const process = new BenchProcess({
    name,
    file: options.entry,
    cwd: folder,
    output: openSync(log, 'w'),
    env: {
      PORT: '0',
      DATABASE_URL: databaseUrl,
      LOG_FORMAT: 'json',
      NODE_OPTIONS: options.nodeOptions,
      WEBHOOK_URLS: endpoints.join(','),
      WEBHOOK_CONCURRENCY: String(options.concurrency),
      WEBHOOK_RATE_LIMIT_MAX: '1000000',
      ...env,
    },
  });
  return { process, url: await addressIn(log, process) };
}

async function addressIn(log: string, process: BenchProcess): Promise<string> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    const text = await readFile(log, 'utf8');
    const url = /Gateway listens on (\S+?),/.exec(text)?.[1];
    if (url !== undefined) return url;
    if (process.ended !== null || performance.now() > deadline) {
      throw new Error(
        `The gateway does not listen (${process.ended ?? 'still starting'}):\n${text.slice(-2000)}`,
      );
    }
    await sleep(25);
  }
}
