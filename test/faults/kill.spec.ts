import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sized, tellSize } from '../support/long-run.js';
import { PostgresServer } from '../support/postgres-server.js';
import { BALANCED, strikes } from './fault-run.js';
import { killRun } from './kill-run.js';
import { PostgresScene } from './postgres-scene.js';

/** Kills of the run on SQLite; `KILL_CYCLES` sets another number, `KILL_SEED` other moments. */
const [QUICK, FULL, LONG] = [2, 6, 200];
const CYCLES = Number(process.env['KILL_CYCLES'] ?? sized(QUICK, LONG, FULL));
const SEED = Number(process.env['KILL_SEED'] ?? 20_240_101);
/** One cycle with its boot on a slow machine, ms; and the deliveries that are left at the end. */
const CYCLE_MS = 10_000;
const END_MS = 240_000;
/** Kills of the run on PostgreSQL. */
const KILLS = strikes(1, 200, 2);

describe('A gateway that is killed repeatedly under load', () => {
  it(
    'loses nothing and repeats only what was in flight',
    async () => {
      tellSize('Kills under load', QUICK, LONG, FULL);
      const ledger = await killRun({ cycles: CYCLES, seed: SEED, posters: 8, concurrency: 8 });
      expect(ledger).toMatchObject({ ...BALANCED, integrity: 'ok' });
      expect(ledger.accepted).toBeGreaterThan(CYCLES);
    },
    CYCLES * CYCLE_MS + END_MS,
  );
});

describe('Three gateways on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => void (server = await PostgresServer.start()), 60_000);
  afterAll(async () => server.stop());

  it(
    'lose nothing when one after the other is killed, and repeat only what was in flight',
    async () => {
      const scene = await PostgresScene.on(server);
      const ledger = await scene.run([{}, {}, {}], {
        name: 'One of 3 gateways killed',
        strikes: KILLS,
        async strike(_, unrecorded) {
          await scene.while(300);
          await scene.kill(scene.pick(), unrecorded);
          await scene.start();
        },
      });
      expect(ledger).toMatchObject(BALANCED);
    },
    KILLS * 3 * CYCLE_MS + END_MS,
  );
});
