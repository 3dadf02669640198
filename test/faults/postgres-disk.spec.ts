import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresServer } from '../support/postgres-server.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';
import { BALANCED, strikes } from './fault-run.js';
import { PostgresScene } from './postgres-scene.js';
import { MountedDisk } from './small-disk.js';

const START_MS = 60_000;
const LONG_MS = 3 * 3_600_000;
/** The first number of the large events, beyond those of the run. */
const LARGE = 9_000_000;

/** The disk of the tables is full, not that of the log: then PostgreSQL ends itself, which `postgres.spec.ts` tests. */
describe('A gateway on PostgreSQL', () => {
  let folder: TempFolder;
  let disk: MountedDisk | null;
  let server: PostgresServer;

  beforeAll(async () => {
    folder = new TempFolder();
    chmodSync(folder.path, 0o755);
    disk = MountedDisk.mount(folder);
    // A server of this file's own: the shared one would miss its tables when the disk is gone.
    if (disk !== null) server = await PostgresServer.startOwn();
  }, START_MS);
  afterAll(async () => {
    await server?.stop();
    disk?.[Symbol.dispose]();
    folder[Symbol.dispose]();
  });

  it(
    'loses nothing and repeats nothing when the disk of its tables is repeatedly full',
    async () => {
      if (disk === null) {
        process.stderr.write(
          'A full disk under PostgreSQL is not tried: no file system may be mounted here.\n',
        );
        return;
      }
      const { at } = disk;
      await server.adopt(at);
      const scene = await PostgresScene.on(server, at);
      const answer = async () => (await scene.live[0]!.get('/readyz')).status;
      const refusals = new Set<number>();
      const ledger = await scene.run([{}], {
        name: 'The disk of PostgreSQL full',
        strikes: strikes(3),
        async strike(nth) {
          await scene.while(300);
          disk!.fill();
          await until('a refusal', async () => (await answer()) === 503);
          const large = { job_id: `event-n-${LARGE + nth}`, text: randomBytes(100_000).toString('base64') };
          const event = { event: 'job.completed', id: large.job_id, data: large };
          refusals.add((await scene.live[0]!.post('/api/webhooks/trigger', event)).status);
          await scene.while(200);
          disk!.free();
          await until('room', async () => (await answer()) === 200);
        },
      });
      expect(ledger).toMatchObject({ ...BALANCED, duplicates: 0 });
      expect([...refusals]).toEqual([507]);
    },
    LONG_MS,
  );
});
