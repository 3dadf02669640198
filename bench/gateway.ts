import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from './options.ts';
import { BenchProcess } from './process.ts';

/** Longest time to start listening, ms. */
const START_MS = 30_000;

/** The target of the load: the floor, or one or more gateways on one database. */
export interface Target {
  readonly name: string;
  readonly processes: readonly BenchProcess[];
  readonly urls: readonly string[];
}

/** Files and database of a gateway. */
export interface Place {
  readonly folder: string;
  readonly databaseUrl: string;
}

/** Differences between deployments that run side by side. */
export interface Variant {
  readonly name?: string;
  /** URLs of endpoints beside the receiver's. */
  readonly sick?: readonly string[];
  /** Name server for the receiver's endpoints, which then have a host name each. */
  readonly nameServer?: string;
}

/** Domain of endpoints with host names; all resolve to this machine. */
export const HEALTHY_DOMAIN = 'healthy.test';

/** Starts the gateways of a deployment; resolves once they accept events. */
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

/** Starts the gateway as it is deployed: durable store on disk, signatures, JSON log in a file. */
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
