import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { sized, tellSize } from '../support/long-run.js';
import { PostgresServer } from '../support/postgres-server.js';
import { LIVE_BALANCED } from './live-ledger.js';
import { LiveScene, type SceneLedger } from './live-scene.js';

/** A freeze outlasts the leases of 20 s: others send what the gateway held, and what it had just sent. */
const PAST_LEASE_MS = 22_000;
/** Time in which jobs report between two strikes, ms. */
const LOAD_MS = 1_500;
/** Strikes of each kind; `LIVE_STRIKES` sets another number, `LIVE_SEED` other moments. */
const [QUICK, LONG] = [1, 30];
const STRIKES = Number(process.env['LIVE_STRIKES'] ?? sized(QUICK, LONG));
const SEED = Number(process.env['LIVE_SEED'] ?? 20_240_303);
/** Time of a strike of each kind, and of the end, ms. */
const [STRIKE_MS, END_MS] = [120_000, 240_000];
const RUNS_MS = STRIKES * STRIKE_MS + END_MS;

const load = () => sleep(LOAD_MS);

async function killed(scene: LiveScene): Promise<void> {
  await scene.pick().end('SIGKILL');
  await scene.start();
}

async function frozen(scene: LiveScene): Promise<void> {
  const node = scene.pick();
  node.child.kill('SIGSTOP');
  await sleep(PAST_LEASE_MS);
  node.child.kill('SIGCONT');
  scene.live.push(node);
}

async function crashed(server: PostgresServer): Promise<void> {
  await server.crash();
  await sleep(300);
  await server.startAgain();
}

function expectBalanced({ messages, companions }: SceneLedger): void {
  expect(messages).toMatchObject(LIVE_BALANCED);
  for (const [name, { sizes, faults }] of Object.entries(companions)) {
    expect([name, Object.entries(faults).filter(([, count]) => count !== 0)]).toEqual([name, []]);
    expect([name, Object.entries(sizes).filter(([, count]) => count === 0)]).toEqual([name, []]);
  }
}

describe('The messages of jobs', () => {
  it(
    'show the newest event of each job, once, and digests, batches and buttons lose nothing, when gateways on one PostgreSQL are killed and frozen and the server dies',
    async () => {
      tellSize('Faults around messages of jobs, of each kind', QUICK, LONG);
      const server = await PostgresServer.startOwn();
      try {
        const scene = await LiveScene.on(SEED, await server.createDatabase());
        const ledger = await scene.run(
          'Messages of jobs, 3 gateways killed, frozen, PostgreSQL killed',
          3,
          async () => {
            for (let nth = 0; nth < STRIKES; nth++) {
              for (const strike of [() => killed(scene), () => crashed(server), () => frozen(scene)]) {
                await load();
                await strike();
              }
            }
            await load();
          },
        );
        expectBalanced(ledger);
        expect(ledger.messages.requests).toBeLessThan(ledger.messages.events * 2);
      } finally {
        await server.stop();
      }
    },
    RUNS_MS,
  );

  it(
    'show the newest event of each job, once, and digests, batches and buttons lose nothing, when a gateway on SQLite is killed',
    async () => {
      const scene = await LiveScene.on(SEED);
      const ledger = await scene.run('Messages of jobs, a gateway on SQLite killed', 1, async () => {
        for (let nth = 0; nth < STRIKES; nth++) {
          await load();
          await killed(scene);
        }
        await load();
      });
      expectBalanced(ledger);
    },
    RUNS_MS,
  );
});
