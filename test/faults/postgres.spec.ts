import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresServer } from '../support/postgres-server.js';
import { toxicOf, type Toxic } from '../support/toxics.js';
import { BALANCED, strikes } from './fault-run.js';
import type { Ledger } from './ledger.js';
import { PostgresScene } from './postgres-scene.js';
import { DAY_MS, TimeOfDay } from '../support/time-of-day.js';

/** A freeze outlasts the leases of 20 s: the node has lost all that it held. */
const PAST_LEASE_MS = 22_000;
const RUNS_MS = strikes(240_000, 6 * 3_600_000);

const TOXICS: readonly Toxic[] = [
  { kind: 'latency', ms: 30, jitterMs: 30 },
  { kind: 'slicer', bytes: 100, delayMs: 1 },
  { kind: 'bandwidth', bytesPerSecond: 200_000 },
  { kind: 'limit_data', bytes: 4_000 },
  { kind: 'reset_peer', ms: 100 },
  { kind: 'timeout', ms: 300 },
  { kind: 'timeout', ms: 0 },
];

/** No other gateway is there to take over; every second time the next gateway is killed as well, while it starts. */
async function alone(server: PostgresServer): Promise<Ledger> {
  const scene = await PostgresScene.on(server);
  return scene.run([{}], {
    name: 'A gateway alone on PostgreSQL killed, also in boot',
    strikes: strikes(2),
    async strike(nth, unrecorded) {
      await scene.while(300);
      await scene.kill(scene.pick(), unrecorded);
      if (nth % 2 === 1) await scene.killInBoot(unrecorded);
      await scene.start();
    },
  });
}

async function frozen(server: PostgresServer): Promise<Ledger> {
  const scene = await PostgresScene.on(server);
  return scene.run([{}, {}, {}], {
    name: 'One of 3 gateways frozen past its leases',
    strikes: strikes(1, 20),
    // The freeze is long: a quick run needs few events on the way, not thousands.
    pauseMs: strikes(150, 15),
    async strike(_, unrecorded) {
      await scene.while(300);
      const node = scene.pick();
      node.child.kill('SIGSTOP');
      await scene.heard(node, unrecorded, 600);
      await sleep(PAST_LEASE_MS);
      node.child.kill('SIGCONT');
      scene.live.push(node);
    },
  });
}

/** Crashes a PostgreSQL server of its own. */
async function crashed(): Promise<Ledger> {
  const server = await PostgresServer.startOwn();
  try {
    const scene = await PostgresScene.on(server);
    return await scene.run([{}], {
      name: 'PostgreSQL killed and restarted',
      strikes: strikes(2),
      async strike() {
        await scene.while(400);
        await server.crash();
        await scene.while(300);
        await server.startAgain();
      },
    });
  } finally {
    await server.stop();
  }
}

/** Moves the clock of one gateway, not that of the database, by which due times and leases go. */
async function clockJumps(server: PostgresServer): Promise<Ledger> {
  const scene = await PostgresScene.on(server);
  const time = new TimeOfDay(scene.folder);
  return scene.run([time.env], {
    name: 'The time of day of a gateway on PostgreSQL jumped by a day',
    strikes: strikes(4, 36),
    async strike(nth) {
      await scene.while(200);
      // All deliveries wait for their next attempt when the clock jumps.
      scene.refusing = true;
      await scene.while(200);
      await time.jump(scene.live[0]!, [DAY_MS, -DAY_MS, 0, -DAY_MS][nth % 4]!);
      scene.refusing = false;
      // With FAULTS=long, enough time for leases to be renewed and for expired ones to be looked for.
      await scene.while(strikes(200, 12_000));
    },
  });
}

async function badNetwork(server: PostgresServer): Promise<Ledger> {
  const scene = await PostgresScene.on(server);
  const quickToDoubt = { DATABASE_URL: `${scene.proxy.url}?pool=4&query_timeout=1000` };
  return scene.run([quickToDoubt], {
    name: 'A bad network before PostgreSQL',
    strikes: strikes(TOXICS.length + 1),
    async strike(nth) {
      const [way, toxic] = toxicOf(nth, TOXICS);
      if (toxic) scene.proxy.infect(way, toxic);
      else scene.proxy.halfOpenAll();
      await scene.while(400);
      scene.proxy.heal();
      // Bytes that were swallowed stay lost: such connections are of no use any more.
      if (nth % 4 === 1) scene.proxy.cutAll();
    },
  });
}

/** Runs after another run has ended, in whichever way. */
const after = (before: Promise<Ledger>, run: () => Promise<Ledger>): Promise<Ledger> => before.then(run, run);

/** The runs go side by side: they mostly wait, for leases to run out and servers to come back. But few gateways start at once. */
describe('Gateways on PostgreSQL', () => {
  let server: PostgresServer;
  let runs: Readonly<Record<'alone' | 'frozen' | 'crashed' | 'clockJumps' | 'badNetwork', Promise<Ledger>>>;

  beforeAll(async () => {
    server = await PostgresServer.start();
    const first = { frozen: frozen(server), crashed: crashed(), badNetwork: badNetwork(server) };
    runs = {
      ...first,
      alone: after(first.crashed, () => alone(server)),
      clockJumps: after(first.crashed, () => clockJumps(server)),
    };
    // Each run is judged by its own test, however the others end.
    void Promise.allSettled(Object.values(runs));
  }, 60_000);

  afterAll(async () => {
    await Promise.allSettled(Object.values(runs));
    await server.stop();
  }, RUNS_MS);

  it(
    'lose nothing when the only one is killed, also while it starts, and repeat only what was in flight',
    async () => {
      expect(await runs.alone).toMatchObject(BALANCED);
    },
    RUNS_MS,
  );

  it(
    'lose nothing when one is frozen past its leases, and repeat only what was in flight',
    async () => {
      expect(await runs.frozen).toMatchObject(BALANCED);
    },
    RUNS_MS,
  );

  it(
    'lose nothing and repeat nothing when PostgreSQL dies and comes back',
    async () => {
      expect(await runs.crashed).toMatchObject({ ...BALANCED, duplicates: 0 });
    },
    RUNS_MS,
  );

  it(
    'lose nothing, repeat nothing and delay nothing when the time of day jumps by a day, forwards or back',
    async () => {
      expect(await runs.clockJumps).toMatchObject({ ...BALANCED, duplicates: 0 });
    },
    RUNS_MS,
  );

  it(
    'lose nothing and repeat nothing behind a bad network',
    async () => {
      expect(await runs.badNetwork).toMatchObject({ ...BALANCED, duplicates: 0 });
    },
    RUNS_MS,
  );
});
