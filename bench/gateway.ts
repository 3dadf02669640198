import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Options } from './options.ts';
import { BenchProcess } from './process.ts';

/** How long it may take to listen, ms. */
const START_MS = 30_000;

export interface Target {
  readonly name: string;
  readonly process: BenchProcess;
  readonly url: string;
}

/** The gateway as it is deployed: durable store on disk, signatures, log lines as JSON into a file. */
export async function startGateway(
  receiver: string,
  folder: string,
  options: Pick<Options, 'endpoints' | 'concurrency' | 'entry' | 'nodeOptions'>,
  { name = 'gateway', sick = [] }: { readonly name?: string; readonly sick?: readonly string[] } = {},
): Promise<Target> {
  const log = join(folder, `${name}.log`);
  const urls = Array.from({ length: options.endpoints }, (_, at) => `generic+${receiver}/${at}`);
  const process = new BenchProcess({
    name,
    file: options.entry,
    cwd: folder,
    output: openSync(log, 'w'),
    env: {
      PORT: '0',
      DATABASE_URL: `sqlite://${join(folder, `${name}.db`)}`,
      LOG_FORMAT: 'json',
      NODE_OPTIONS: options.nodeOptions,
      WEBHOOK_URLS: [...urls, ...sick].join(','),
      WEBHOOK_CONCURRENCY: String(options.concurrency),
      WEBHOOK_RATE_LIMIT_MAX: '1000000',
    },
  });
  return { name, process, url: await addressIn(log, process) };
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
