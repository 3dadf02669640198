import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VERSION } from '../../src/modules/config/version.js';
import { Cli } from '../support/cli.js';
import { GatewayProcess, START_MS } from '../support/gateway-process.js';
import { PostgresServer } from '../support/postgres-server.js';
import { Stage } from '../support/stage.js';
import { NEXT_MIGRATION, NEXT_VERSION, nextVersion } from './next-version.js';

const SENTENCE =
  `was upgraded by version ${NEXT_VERSION} of the gateway (it knows "${NEXT_MIGRATION}"), and this is version ${VERSION}. ` +
  `Start version ${NEXT_VERSION} or a newer one, or restore a backup that was made before the upgrade. Nothing was changed.`;

const next = nextVersion();

describe.each(['sqlite', 'postgres'] as const)(
  'A database that a newer version has upgraded (%s)',
  (store) => {
    const stage = Stage.forFile();
    let server: PostgresServer | null = null;
    let env: Record<string, string>;

    beforeAll(async () => {
      if (store === 'postgres') server = await PostgresServer.start();
      const url = server === null ? 'sqlite:./data/gateway.db' : (await server.createDatabase()).url;
      env = { DATABASE_URL: url };
      // First the version of today, so that its own name stands in the database, too.
      await (await stage.gateway(env)).end();
      const upgraded = await GatewayProcess.start(env, stage.folder.path, next);
      await upgraded.trigger({ event: 'job.completed', id: 'kept' });
      await upgraded.end();
    }, 3 * START_MS);

    afterAll(() => server?.stop(), START_MS);

    it('is refused by the start, which names both versions and what to do', async () => {
      const { code, stderr } = await GatewayProcess.refuses(env, stage.folder.path);
      expect(code).toBe(1);
      expect(stderr).toMatch(/^The database \S+ was/);
      expect(stderr).toContain(SENTENCE);
    });

    it('is refused by doctor and by validate, too', async () => {
      const cli = new Cli(env, stage.folder.path);
      const doctor = await cli.run(['doctor', '--json']);
      expect(doctor.code).toBe(1);
      const finding = doctor.records.find(({ check }) => check === 'database');
      expect(finding).toMatchObject({
        state: 'fail',
        message: expect.stringContaining(SENTENCE),
        advice: null,
      });
      writeFileSync(stage.folder.file('gateway.yaml'), 'endpoints: []\n');
      const validate = await cli.run(['validate', 'gateway.yaml', '--database']);
      expect(validate).toMatchObject({ code: 1, stderr: expect.stringContaining(SENTENCE) });
      expect(await cli.run(['validate', 'gateway.yaml'])).toMatchObject({ code: 0 });
    });

    it(
      'still serves the version that upgraded it',
      async () => {
        const again = await GatewayProcess.start(env, stage.folder.path, next);
        expect((await again.get('/api/webhooks/events/kept')).status).toBe(200);
        await again.end();
      },
      START_MS,
    );
  },
);
