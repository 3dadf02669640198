import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { tellSize } from '../support/long-run.js';
import { PostgresServer } from '../support/postgres-server.js';
import { strikes } from './fault-run.js';
import { LIVE_BALANCED } from './live-ledger.js';
import { LiveScene } from './live-scene.js';

/** A freeze outlasts the leases of 20 s: others send what the gateway held, and what it had just sent. */
const PAST_LEASE_MS = 22_000;
/** Time in which jobs report between two strikes, ms. */
const LOAD_MS = 1_500;
const [QUICK, LONG] = [1, 30];
const RUNS_MS = strikes(300_000, 3 * 3_600_000);

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

describe('The messages of jobs', () => {
  it(
    'show the newest event of each job, once, when gateways on one PostgreSQL are killed and frozen and the server dies',
    async () => {
      tellSize('Faults around messages of jobs, of each kind', QUICK, LONG);
      const server = await PostgresServer.startOwn();
      try {
        const scene = await LiveScene.on(await server.createDatabase());
        const ledger = await scene.run(
          'Messages of jobs, 3 gateways killed, frozen, PostgreSQL killed',
          3,
          async () => {
            for (let nth = 0; nth < strikes(QUICK, LONG); nth++) {
              for (const strike of [() => killed(scene), () => crashed(server), () => frozen(scene)]) {
                await load();
                await strike();
              }
            }
            await load();
          },
        );
        expect(ledger).toMatchObject(LIVE_BALANCED);
        expect(ledger.requests).toBeLessThan(ledger.events * 2);
      } finally {
        await server.stop();
      }
    },
    RUNS_MS,
  );

  it(
    'show the newest event of each job, once, when a gateway on SQLite is killed',
    async () => {
      const scene = await LiveScene.on(null);
      const ledger = await scene.run('Messages of jobs, a gateway on SQLite killed', 1, async () => {
        for (let nth = 0; nth < strikes(QUICK, LONG); nth++) {
          await load();
          await killed(scene);
        }
        await load();
      });
      expect(ledger).toMatchObject(LIVE_BALANCED);
    },
    RUNS_MS,
  );
});
