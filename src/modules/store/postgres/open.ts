import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg, { type Pool } from 'pg';
import { GatewayError } from '../../model/gateway-error.js';
import { MASK } from '../../model/mask.js';
import { migrate } from '../migrations/migrate.js';
import { POSTGRES_MIGRATIONS } from '../migrations/postgres-migrations.js';
import { adviceOn } from './open-advice.js';
import { databaseTarget, type DatabaseTarget } from './database-target.js';
import { PostgresStore } from './postgres-store.js';
import { isOnThisMachine, settleTls } from './preferred-tls.js';
import { assertOurs, checkServer } from './server-checks.js';
import { errorCode } from './store-error.js';

/** Key of the advisory lock under which one gateway at a time migrates; the number is arbitrary. */
const MIGRATION_LOCK = 7_351_000;
/** Time for which a start waits for the migration of another gateway, ms. */
const MIGRATION_MS = 300_000;
/** Time limit of one statement of a migration, ms: changing a large table takes long. */
const STEP_MS = 3_600_000;

function explain(error: unknown, { name, config }: DatabaseTarget): GatewayError {
  if (error instanceof GatewayError) return error;
  const reason = ((error as Error).message || errorCode(error)).replaceAll(passwordOf(config), MASK);
  const message = `The database ${name} cannot be opened (${reason}). ${adviceOn(error)}`;
  return new GatewayError('database_unusable', message, { cause: error });
}

function passwordOf({ connectionString = '' }: DatabaseTarget['config']): string {
  const { password } = new URL(connectionString);
  return password === '' ? '\0' : decodeURIComponent(password);
}

function openPool({ config }: DatabaseTarget): Pool {
  const pool = new pg.Pool(config);
  // The pool replaces a broken connection, and its statement reports the error.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Presents one session as a pool to the migrator: its time limits differ from those of calls. */
function poolOf(session: pg.Client): PostgresPool {
  const client = {
    query: session.query.bind(session),
    release: () => undefined,
  } as unknown as PostgresPoolClient;
  return { connect: () => Promise.resolve(client), end: () => Promise.resolve() } as PostgresPool;
}

/** Migrates under a lock: gateways that start together wait, and find nothing left to do. */
async function migrateAlone({ config, name }: DatabaseTarget, schema: string): Promise<void> {
  const session = new pg.Client({ ...config, query_timeout: STEP_MS });
  session.on('error', () => undefined);
  try {
    await session.connect();
    await session.query(
      `set statement_timeout = ${MIGRATION_MS}; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0`,
    );
    await session.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await assertOurs(session, schema, name);
    await session.query(`set statement_timeout = ${STEP_MS}`);
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: poolOf(session) }) });
    await migrate(db, POSTGRES_MIGRATIONS, name, schema);
  } finally {
    // The lock goes with its session.
    await session.end();
  }
}

/**
 * Opens the database, which other gateways may share, and brings its schema up to date. Their leases stay untouched.
 * The tables stand in the first schema of `search_path`.
 *
 * @param local whether the server runs on this machine; a connection to another machine uses TLS where the server offers it
 * @throws GatewayError `database_newer`, `database_not_durable`, `migration_failed`, or `database_unusable` (no
 * server, wrong password, unknown database, too old, read-only, …). No message contains the password.
 */
export async function openPostgresStore(url: string, local = isOnThisMachine(url)): Promise<PostgresStore> {
  const wanted = databaseTarget(url);
  const { target, warnings } = await settleTls(wanted, local).catch((error: unknown) => {
    throw explain(error, wanted);
  });
  const pool = openPool(target);
  try {
    await migrateAlone(target, await checkServer(pool, target.name));
    return new PostgresStore(pool, target, warnings);
  } catch (error) {
    await pool.end();
    throw explain(error, target);
  }
}
