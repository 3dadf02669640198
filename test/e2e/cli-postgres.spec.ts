import { describe, expect, it } from '@jest/globals';
import { Cli } from '../support/cli.js';
import { postgresForEachTest } from '../support/postgres-for-each-test.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();

describe('gateway doctor on a machine beside PostgreSQL', () => {
  const database = postgresForEachTest();

  it('checks the server, its clock, and the endpoints of the API', async () => {
    const receiver = await stage.receiver();
    const env = { DATABASE_URL: database.url, WEBHOOK_ENCRYPTION_KEY: 'a'.repeat(64) };
    const gateway = await stage.gateway({ ...env, WEBHOOK_URLS: '' });
    expect(await gateway.post('/api/webhooks/endpoints', { url: receiver.url() })).toMatchObject({
      status: 201,
    });
    const { port } = new URL(gateway.url);
    const { records } = await new Cli({ ...env, PORT: port }, stage.folder.path).run(['doctor', '--json']);
    expect(records).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ check: 'database', message: expect.stringContaining('PostgreSQL') }),
        expect.objectContaining({ check: 'clock', state: 'ok' }),
        expect.objectContaining({ check: 'endpoint webhook_1', state: 'ok' }),
        expect.objectContaining({ check: 'gateway', state: 'ok' }),
      ]),
    );
    expect(records.filter(({ state }) => state === 'fail')).toEqual([]);
  });
});
