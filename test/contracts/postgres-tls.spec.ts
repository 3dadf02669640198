import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPostgresStore } from '../../src/modules/store/postgres/open.js';
import { certificate } from '../support/certificates.js';
import { PostgresServer, type TestDatabase } from '../support/postgres-server.js';
import { TempFolder } from '../support/temp-folder.js';
import { until } from '../support/until.js';

/** Puts a file into the server's own folder, for its eyes only. */
async function giveFile(database: TestDatabase, name: string, text: string): Promise<void> {
  const lines = `string_to_array('${text.trim()}', E'\\n')`;
  await database.query(`copy (select unnest(${lines})) to program 'umask 077 && cat > ${name}'`);
}

/** Resolves when the server has read its settings again: who connects after that is told when. */
async function reload(database: TestDatabase): Promise<void> {
  const readAt = async () =>
    (await database.query<{ at: string }>('select pg_conf_load_time()::text as at'))[0]!.at;
  const before = await readAt();
  await database.query('select pg_reload_conf()');
  await until('the settings', async () => (await readAt()) !== before);
}

describe('TLS to a PostgreSQL server', () => {
  const folder = new TempFolder();
  const authority = certificate({ name: 'Test Authority', authority: true });
  const other = certificate({ name: 'Other Authority', authority: true });
  const files = {
    authority: folder.file('authority.pem'),
    other: folder.file('other.pem'),
    none: folder.file('none.pem'),
  };
  let server: PostgresServer;
  let database: TestDatabase;

  beforeAll(async () => {
    writeFileSync(files.authority, authority.cert);
    writeFileSync(files.other, other.cert);
    writeFileSync(files.none, 'no certificate');
    server = await PostgresServer.startOwn();
    database = await server.createDatabase();
  }, 60_000);

  afterAll(async () => {
    await server?.stop();
    folder[Symbol.dispose]();
  });

  const serve = async (made: ReturnType<typeof certificate>): Promise<void> => {
    await giveFile(database, 'server.crt', made.cert);
    await giveFile(database, 'server.key', made.key);
    await database.query('alter system set ssl = on');
    await reload(database);
  };
  const withTls = (params: string, host = '127.0.0.1'): string => {
    const url = new URL(database.url);
    url.hostname = host;
    return `${url.href}?${params}`;
  };
  const refusal = async (url: string): Promise<string> => {
    const error: unknown = await openPostgresStore(url).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
    expect(error).toMatchObject({ name: 'GatewayError', code: 'database_unusable' });
    return (error as Error).message;
  };
  /** Counts the encrypted sessions of the gateway, and all of them. */
  const sessions = async (url: string): Promise<object> => {
    const store = await openPostgresStore(url);
    const stop = store.queue.watch(() => undefined);
    await store.upkeep.ping();
    const [counts] = await database.query<{ all: string; encrypted: string }>(
      `select count(*) as all, count(*) filter (where ssl) as encrypted from pg_stat_ssl join pg_stat_activity using (pid)
       where application_name = 'webhook-gateway'`,
    );
    stop();
    await store.close();
    return { some: Number(counts!.all) > 0, encrypted: counts!.all === counts!.encrypted };
  };

  it('is required by sslmode=require, and the error of a server without TLS says what to do', async () => {
    expect(await refusal(withTls('sslmode=require'))).toMatch(/does not support SSL.*sslmode=disable/);
  });

  it('is left out with a warning where a server on another machine does not offer it', async () => {
    const store = await openPostgresStore(database.url, false);
    await store.upkeep.ping();
    await store.close();
    expect(store.warnings).toEqual([expect.stringMatching(/is not encrypted: the server offers no TLS/)]);
  });

  it('is left out without a warning where the server runs on this machine', async () => {
    const store = await openPostgresStore(database.url);
    await store.close();
    expect(store.warnings).toEqual([]);
  });

  it('verifies the certificate as far as sslmode says', async () => {
    await serve(certificate({ name: 'db', by: authority, addresses: ['127.0.0.1'] }));
    const root = `sslrootcert=${encodeURIComponent(files.authority)}`;
    const encrypted = { some: true, encrypted: true };
    expect(await sessions(withTls('sslmode=require'))).toEqual(encrypted);
    expect(await sessions(withTls(`sslmode=verify-full&${root}`))).toEqual(encrypted);
    expect(await sessions(withTls(`sslmode=verify-ca&${root}`, 'localhost'))).toEqual(encrypted);
    expect(await sessions(withTls('sslmode=disable'))).toEqual({ some: true, encrypted: false });

    expect(await refusal(withTls('sslmode=verify-full'))).toMatch(/certificate.*sslrootcert=/);
    expect(await refusal(withTls('ssl=true'))).toMatch(/certificate.*sslrootcert=/);
    expect(await refusal(withTls(`sslmode=verify-full&${root}`, 'localhost'))).toMatch(
      /altnames.*Name the server in DATABASE_URL as its certificate does/,
    );
    const wrong = `sslrootcert=${encodeURIComponent(files.other)}`;
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      expect(await refusal(withTls(`sslmode=${mode}&${wrong}`))).toMatch(/certificate.*sslrootcert=/);
  });

  it('is used to another machine where the URL does not mention encryption', async () => {
    await serve(certificate({ name: 'db', by: authority, addresses: ['127.0.0.1'] }));
    const store = await openPostgresStore(database.url, false);
    await store.upkeep.ping();
    const [counts] = await database.query<{ plain: string }>(
      `select count(*) filter (where not ssl) as plain from pg_stat_ssl join pg_stat_activity using (pid)
       where application_name = 'webhook-gateway'`,
    );
    await store.close();
    expect({ plain: Number(counts!.plain), warnings: store.warnings }).toEqual({ plain: 0, warnings: [] });
  });

  it('is left out with a warning where sslmode=disable names a server on another machine', async () => {
    const store = await openPostgresStore(withTls('sslmode=disable'), false);
    await store.close();
    expect(store.warnings).toEqual([expect.stringMatching(/is not encrypted: sslmode=disable/)]);
    expect(store.warnings.join()).not.toContain(new URL(database.url).password);
  });

  it('follows PGSSLMODE where the URL does not mention encryption', async () => {
    const open = async (mode: string): Promise<unknown> => {
      process.env['PGSSLMODE'] = mode;
      try {
        const store = await openPostgresStore(database.url, false);
        await store.close();
        return store.warnings;
      } catch (error) {
        return (error as Error).message;
      } finally {
        delete process.env['PGSSLMODE'];
      }
    };
    expect(await open('verify-full')).toMatch(/certificate/);
    expect(await open('disable')).toEqual([expect.stringMatching(/is not encrypted: sslmode=disable/)]);
  });

  it('is left out with a warning where a server on another machine accepts plain connections alone', async () => {
    const plain = await server.createDatabase();
    const rules = [`hostnossl ${plain.name} all all scram-sha-256`, 'host all all all scram-sha-256'];
    await giveFile(database, 'pg_hba.conf', [`hostssl ${plain.name} all all reject`, ...rules].join('\n'));
    await reload(database);
    const store = await openPostgresStore(plain.url, false);
    await store.upkeep.ping();
    await store.close();
    expect(store.warnings).toEqual([expect.stringMatching(/is not encrypted: the server takes no TLS/)]);
  });

  it('refuses a certificate that has expired', async () => {
    const yesterday = new Date(Date.now() - 86_400_000);
    await serve(certificate({ name: 'db', by: authority, addresses: ['127.0.0.1'], until: yesterday }));
    const url = withTls(`sslmode=verify-full&sslrootcert=${encodeURIComponent(files.authority)}`);
    expect(await refusal(url)).toMatch(/expired.*Renew the certificate/);
  });

  it('is advised where the server rejects plain connections', async () => {
    const lax = await server.createDatabase();
    const rules = ['hostssl', 'host'].map(
      (kind, at) => `${kind} ${[database, lax][at]!.name} all all scram-sha-256`,
    );
    await giveFile(database, 'pg_hba.conf', rules.join('\n'));
    await reload(lax);
    expect(await refusal(database.url)).toMatch(/no encryption.*sslmode=verify-full or require/);
    await (await openPostgresStore(withTls('sslmode=require'))).close();
  });

  it.each<[string, RegExp]>([
    [
      'sslmode=prefer',
      /sslmode in DATABASE_URL is "prefer". Accepted: disable, require, verify-ca, verify-full/,
    ],
    ['ssl=maybe', /ssl in DATABASE_URL is "maybe"/],
    ['sslmode=verify-ca', /verify-ca in DATABASE_URL needs sslrootcert/],
    ['sslmode=require&sslrootcert=system', /system in DATABASE_URL needs sslmode=verify-full/],
    ['sslrootcert=/not/there.pem', /sslrootcert in DATABASE_URL names \/not\/there.pem, .* \(ENOENT\)/],
    ['sslmode=require&sslkey=/not/there.key', /sslkey in DATABASE_URL names \/not\/there.key/],
  ])('is refused at the start with %s', async (params, said) => {
    expect(await refusal(withTls(params))).toMatch(said);
  });

  it('is refused at the start with an sslrootcert that holds no certificate', async () => {
    const url = withTls(`sslrootcert=${encodeURIComponent(files.none)}`);
    expect(await refusal(url)).toMatch(/none\.pem, which holds no certificate in PEM/);
  });
});
