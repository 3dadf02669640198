import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startActionServer } from './action-server.ts';
import { app, flakyApp } from './app-receivers.ts';
import { discord } from './discord-receiver.ts';
import { freePort } from './free-port.ts';
import { Gateway } from './gateway.ts';
import { hints } from './hints.ts';
import { JobCards } from './job-cards.ts';
import { JobServer } from './job-server.ts';
import { PlannedDeliveries } from './ledger.ts';
import { nightFaults, nightLines, playNight, type NightSums } from './night.ts';
import { readOptions, USAGE } from './options.ts';
import type { Options } from './options.ts';
import { Reader } from './reader.ts';
import { startReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';
import { complete, failures, resultOf } from './result.ts';
import { paint, Screen } from './screen.ts';
import { newSecret, settings, writeEndpoints } from './settings.ts';
import { SettledDeliveries } from './settled-deliveries.ts';
import { slack } from './slack-receiver.ts';
import { progress, summary } from './summary.ts';

/** Functions that clean up at the end, last first. */
const cleanups: (() => unknown)[] = [];

async function demo(options: Options, stopped: Promise<never>): Promise<number> {
  const screen = new Screen();
  const secret = newSecret();
  const cards = new JobCards();
  const reader = new Reader(screen);
  const receivers = await startReceivers(secret, screen, { cards, reader });
  const onCall = await startOnCall(screen);
  const port = options.port === 0 ? await freePort() : options.port;
  const address = `http://127.0.0.1:${port}`;
  const promises = new PlannedDeliveries();
  const jobs = new JobServer(address, promises, screen);
  const door = await startActionServer(secret, (action) => jobs.retry(action));
  cleanups.push(() => door.close());
  const work = await mkdtemp(join(tmpdir(), 'gateway-demo-'));
  cleanups.push(() => rm(work, { recursive: true, force: true }));
  const folder = options.data === null ? work : resolve(options.data);
  await mkdir(folder, { recursive: true });
  const endpoints = await writeEndpoints({ receivers, onCall }, door.url, work);
  const gateway = new Gateway(port, settings(endpoints, secret, { folder, address }), work);
  cleanups.push(() => gateway.stop());
  const interrupted = Promise.race([gateway.crashed, stopped]);

  await Promise.race([gateway.ready(), interrupted]);
  const where = `Console: ${gateway.address}/${options.keep ? '' : ' (npm run demo -- --keep leaves it open)'}`;
  screen.lines([
    `The gateway is ready at ${gateway.address}, with ${receivers.length + 2} endpoints.`,
    where,
    '',
  ]);
  const code = await Promise.race([
    play({ gateway, receivers, onCall, cards, screen, reader, promises, jobs }),
    interrupted,
  ]);
  if (!options.keep) return code;
  screen.lines(hints(gateway.address, receivers[0]?.url ?? ''));
  return interrupted;
}

async function startReceivers(
  secret: string,
  screen: Screen,
  { cards, reader }: { readonly cards: JobCards; readonly reader: Reader },
): Promise<readonly Receiver[]> {
  const channels = [await slack(firstOf(), reader), await discord(wholeLifeOrFirst(), cards)];
  const habits = [app(secret), ...channels, flakyApp(secret)];
  const receivers = await Promise.all(habits.map((each) => startReceiver(each, screen)));
  cleanups.push(() => receivers.forEach((receiver) => receiver.close()));
  return receivers;
}

/** Starts the channel of whoever is on call, which shows summaries in full. */
async function startOnCall(screen: Screen): Promise<Receiver> {
  const channel = await discord((event) => event === 'webhook.digest', new JobCards());
  const onCall = await startReceiver({ ...channel, name: 'On call' }, screen);
  cleanups.push(() => onCall.close());
  return onCall;
}

/** Selects the messages shown in full: the first of each of these events. */
function firstOf(): (event: string) => boolean {
  const wanted = new Set(['job.completed', 'job.failed']);
  return (event) => wanted.delete(event);
}

/** Selects the messages shown in full: all of the first job that was reviewed, and the first of some events. */
function wholeLifeOrFirst(): (event: string, job: string) => boolean {
  const first = firstOf();
  let whole: string | null = null;
  return (event, job) => {
    if (whole === null && event === 'job.extraction_completed') whole = job;
    return job === whole || first(event);
  };
}

/** The gateway, receivers and reports that the demo plays with. */
interface Cast {
  readonly gateway: Gateway;
  readonly receivers: readonly Receiver[];
  readonly onCall: Receiver;
  readonly cards: JobCards;
  readonly screen: Screen;
  readonly reader: Reader;
  readonly promises: PlannedDeliveries;
  readonly jobs: JobServer;
}

/** Runs the jobs, waits until all deliveries are settled, and sums up. Returns the exit code. */
async function play({
  gateway,
  receivers,
  onCall,
  cards,
  screen,
  reader,
  promises,
  jobs,
}: Cast): Promise<number> {
  const { address } = gateway;
  // The gateway numbers its endpoints in the order of the file.
  const webhookId = `webhook_${receivers.length + 2}`;
  let night: NightSums;
  const settled = new SettledDeliveries(address);
  const result = () => resultOf({ receivers, promises, jobs, cards, superseded: settled.superseded });
  const board = setInterval(() => screen.board([...cards.lines(), progress(result())]), 200);
  try {
    await jobs.run();
    await jobs.retried(await reader.pressed);
    night = await playNight({ address, onCall, webhookId, screen, settled });
    await settled.wait(() => complete(result()));
    // A duplicate would arrive soon after the first delivery.
    await sleep(500);
  } finally {
    clearInterval(board);
    screen.board([]);
  }
  const problems = [...failures(result()), ...cards.faults(jobs.newest), ...nightFaults(night)];
  screen.lines(['', paint('bold', 'The messages in Discord, one for each job:'), ...cards.lines()]);
  screen.lines(nightLines(night));
  screen.lines([...summary(result()), ...problems.map((problem) => paint('red', problem))]);
  return problems.length === 0 ? 0 : 1;
}

/** Rejects with the usual exit code when the demo is told to end. */
function untilStopped(code: (signal: number) => number): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    process.on('SIGINT', () => reject(new Stopped(code(2))));
    process.on('SIGTERM', () => reject(new Stopped(code(15))));
    process.on('SIGHUP', () => reject(new Stopped(code(1))));
  });
  // The signal may come before `stopped` is awaited.
  stopped.catch(() => undefined);
  return stopped;
}

class Stopped extends Error {
  readonly code: number;

  constructor(code: number) {
    super('stopped');
    this.code = code;
  }
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return 0;
  }
  try {
    return await demo(
      options,
      untilStopped((signal) => (options.keep ? 0 : 128 + signal)),
    );
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}

// A closed output (| head) ends the demo like Ctrl-C.
process.stdout.on('error', () => process.kill(process.pid, 'SIGTERM'));

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof Stopped) process.exit(error.code);
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
