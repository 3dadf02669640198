import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { until } from '../support/until.js';
import { SOUND, strikes } from './fault-run.js';
import { SmallDisk } from './small-disk.js';
import { SqliteScene } from './sqlite-scene.js';
import { addInVain, openOf, statesIn } from './states.js';
import { DAY_MS, TimeOfDay } from '../support/time-of-day.js';

const DEADLINE_MS = 1_000;
/** A freeze lasts longer than an attempt may take; with `FAULTS=long`, longer than leases hold. */
const FROZEN_MS = strikes(1_500, 22_000);
const LONG_MS = 3 * 3_600_000;

describe('A gateway on SQLite', () => {
  // An attempt in flight at a freeze runs into its deadline, whether or not the receiver answers it, and some answers come
  // after the freeze: what may be sent twice cannot be counted at its end. But each is recorded as a failed attempt.
  it(
    'loses nothing when it is frozen repeatedly, and repeats only what was in flight',
    async () => {
      await using scene = await SqliteScene.open();
      await scene.start({ WEBHOOK_TIMEOUT: String(DEADLINE_MS) });
      const ledger = await scene.run({
        name: 'A gateway frozen',
        strikes: strikes(3, 20),
        async strike() {
          await sleep(400);
          scene.gateway.child.kill('SIGSTOP');
          await sleep(FROZEN_MS);
          scene.gateway.child.kill('SIGCONT');
        },
        mayRepeat: (grounds) => addInVain(grounds, scene.databaseFile, DEADLINE_MS),
      });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'loses nothing, repeats nothing and delays nothing when its time of day jumps by a day, forwards or back',
    async () => {
      let refused = 0;
      await using scene = await SqliteScene.open(() => refused);
      const time = new TimeOfDay(scene.folder);
      await scene.start(time.env);
      const ledger = await scene.run({
        name: 'The time of day jumped by a day',
        strikes: strikes(6, 36),
        async strike(nth) {
          await sleep(200);
          // All deliveries wait for their next attempt when the clock jumps.
          refused = 1;
          await sleep(200);
          await time.jump(scene.gateway, [DAY_MS, 0, -DAY_MS, 0, DAY_MS, -DAY_MS][nth % 6]!);
          refused = 0;
          // With FAULTS=long, enough time for leases to be renewed and for expired ones to be looked for.
          await sleep(strikes(200, 12_000));
        },
      });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'loses nothing, repeats only what was in flight and delays nothing when its time of day jumps by a day while it is down',
    async () => {
      let refused = 0;
      await using scene = await SqliteScene.open(() => refused);
      const time = new TimeOfDay(scene.folder);
      // The circuit is open at the kill, so that the time of the next probe has to move as well.
      const env = {
        ...time.env,
        WEBHOOK_BREAKER_FAILURES: '3',
        WEBHOOK_BREAKER_PAUSE: '1s',
      };
      await scene.start(env);
      const ledger = await scene.run({
        name: 'The time of day jumped by a day while the gateway was dead',
        strikes: strikes(2, 36),
        async strike(nth, unrecorded) {
          refused = 1;
          await scene.gateway.statusWhere(({ endpoints: [only] }) => only.breaker === 'open');
          await scene.gateway.end('SIGKILL');
          await until('all that it sent is read', () => scene.recording.receiver.connections === 0);
          await unrecorded();
          const waiting = openOf(statesIn(scene.databaseFile));
          time.set([-DAY_MS, 0, DAY_MS][nth % 3]!);
          refused = 0;
          await scene.start(env);
          await until('the end of what waited', () => {
            const open = new Set(openOf(statesIn(scene.databaseFile)));
            return waiting.every((key) => !open.has(key));
          });
        },
      });
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );

  it(
    'loses nothing and repeats nothing when its disk is repeatedly full',
    async () => {
      await using scene = await SqliteScene.open();
      using disk = SmallDisk.of(scene.folder);
      await scene.start({ ...disk.env, DATABASE_URL: `sqlite://${disk.databaseFile}` });
      const readiness = async () => (await scene.gateway.get('/readyz')).status;
      const ledger = await scene.run(
        {
          name: `The disk full (${disk.kind})`,
          strikes: strikes(3),
          async strike() {
            await sleep(300);
            disk.fill();
            await until('a refusal', async () => (await readiness()) === 503);
            await sleep(200);
            disk.free();
            await until('room', async () => (await readiness()) === 200);
          },
        },
        disk.databaseFile,
      );
      expect(ledger).toMatchObject(SOUND);
    },
    LONG_MS,
  );
});
