import type { ClientBase, Pool } from 'pg';
import { GatewayError } from '../../model/gateway-error.js';

const OLDEST = 14;
/** Values of `synchronous_commit` with which an answered commit is on the disk; `remote_apply` also waits for a standby. */
const DURABLE = new Set(['on', 'remote_apply']);

interface Server {
  version: number;
  encoding: string;
  fsync: string;
  commit: string;
  read_only: string;
  /** Null where `search_path` names none that exists. */
  schema: string | null;
}

const unusable = (message: string) => new GatewayError('database_unusable', message);

function assertUsable(server: Server, name: string): void {
  const major = Math.floor(server.version / 10_000);
  if (major < OLDEST) throw unusable(`${name} is PostgreSQL ${major}; the gateway needs ${OLDEST} or newer.`);
  if (server.encoding !== 'UTF8')
    throw unusable(`The database ${name} is encoded in ${server.encoding}; make one with encoding UTF8.`);
  if (server.read_only === 'on')
    throw unusable(`The database ${name} is read-only: name the primary server in DATABASE_URL.`);
}

function assertDurable({ fsync, commit }: Server, name: string): void {
  if (fsync === 'on' && DURABLE.has(commit)) return;
  throw new GatewayError(
    'database_not_durable',
    `The database ${name} has fsync=${fsync} and synchronous_commit=${commit}, so events that were promised could be ` +
      'lost. Set both to on.',
  );
}

/**
 * Refuses a schema with tables of another program. To be called under the migration lock: tables that another gateway is
 * just making would look like these.
 *
 * @throws GatewayError `database_unusable`
 */
export async function assertOurs(session: ClientBase, schema: string, name: string): Promise<void> {
  const { rows } = await session.query<{ ours: boolean; taken: string | null }>(
    `select
       exists (select from pg_proc where pronamespace = $1::regnamespace and proname = 'gateway_now') as ours,
       (select min(relname) from pg_class where relnamespace = $1::regnamespace and relkind in ('r', 'p', 'v')
        and relname in ('endpoints', 'events', 'deliveries', 'attempts', 'kysely_migration')) as taken`,
    [schema],
  );
  const [found] = rows;
  if (found === undefined || found.ours || found.taken === null) return;
  throw unusable(
    `The schema ${schema} of the database ${name} holds a table "${found.taken}" of another program. ` +
      'Name a database of its own for the gateway, or a schema: …?options=-c%20search_path%3Dgateway.',
  );
}

/**
 * Checks that the server can be used and that no commit can be lost.
 *
 * @returns the schema the tables belong in: the first of `search_path` that exists.
 * @throws GatewayError `database_unusable`, `database_not_durable`
 */
export async function checkServer(pool: Pool, name: string): Promise<string> {
  const { rows } = await pool.query<Server>(
    `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
       current_setting('transaction_read_only') as read_only, quote_ident(current_schema()) as schema`,
  );
  const server = rows[0]!;
  assertUsable(server, name);
  assertDurable(server, name);
  if (server.schema === null) {
    throw unusable(`None of the schemas in search_path exists in the database ${name}: create one.`);
  }
  return server.schema;
}
