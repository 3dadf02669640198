import type { Pool } from 'pg';
import { Commits } from '../commits.js';
import { QueriedHistory } from '../queried-history.js';
import { QueriedRepair } from '../queried-repair.js';
import { Store } from '../store.js';
import { thisProcess } from '../this-process.js';
import { Database } from './database.js';
import type { DatabaseTarget } from './database-target.js';
import { Listener } from './listener.js';
import { PostgresNotifier } from './postgres-notifier.js';
import { SqlEventTypeStore } from '../sql/sql-event-type-store.js';
import { SqlIncidentStore } from '../sql/sql-incident-store.js';
import { SqlActionStore } from '../sql/sql-action-store.js';
import { SqlErasureStore } from '../sql/sql-erasure-store.js';
import { SqlKeyStore } from '../sql/sql-key-store.js';
import { SqlMuteStore } from '../sql/sql-mute-store.js';
import { SqlDefinitionStore } from '../sql/sql-definition-store.js';
import { SqlAccessStore } from '../sql/sql-access-store.js';
import { PostgresDeliveryQueue } from './postgres-delivery-queue.js';
import { SqlConversationStore } from '../sql/sql-conversation-store.js';
import { SqlDigestStore } from '../sql/sql-digest-store.js';
import { SqlEndpointStore } from '../sql/sql-endpoint-store.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresNodeRegistry } from './postgres-node-registry.js';
import { PostgresRateLimitLedger } from './postgres-rate-limit-ledger.js';
import { SqlHealthStore } from '../sql/sql-health-store.js';
import { SqlViewStore } from '../sql/sql-view-store.js';
import { historyDriver } from './history-driver.js';
import { PostgresRepairDriver } from './repair-driver.js';
import { PostgresRunner } from './postgres-runner.js';
import { PostgresUpkeepStore } from './postgres-upkeep-store.js';
import { OrphanedLeases } from './orphaned-leases.js';

/** The ports over one database that other gateways may share: a connection pool, and one connection that listens. */
export class PostgresStore extends Store {
  readonly events: PostgresEventStore;
  readonly queue: PostgresDeliveryQueue;
  readonly conversations: SqlConversationStore;
  readonly digests: SqlDigestStore;
  readonly endpoints: SqlEndpointStore;
  readonly health: SqlHealthStore;
  readonly definitions: SqlDefinitionStore;
  readonly eventTypes: SqlEventTypeStore;
  readonly mutes: SqlMuteStore;
  readonly incidents: SqlIncidentStore;
  readonly views: SqlViewStore;
  readonly actions: SqlActionStore;
  readonly upkeep: PostgresUpkeepStore;
  readonly nodes: PostgresNodeRegistry;
  readonly rates: PostgresRateLimitLedger;
  readonly commits = new Commits();
  readonly history: QueriedHistory<readonly number[]>;
  readonly repair: QueriedRepair;
  readonly access: SqlAccessStore;
  readonly keys: SqlKeyStore;
  readonly erasures: SqlErasureStore;
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  readonly #orphans: OrphanedLeases;
  readonly #listener: Listener;

  constructor(
    pool: Pool,
    { config }: DatabaseTarget,
    override readonly warnings: readonly string[] = [],
  ) {
    super();
    this.#database = new Database(pool);
    this.#notifier = new PostgresNotifier(this.#database);
    this.#orphans = new OrphanedLeases(this.#database, this.#notifier);
    this.#listener = new Listener(config, this.#notifier.sender);
    const runner = new PostgresRunner(this.#database);
    this.events = new PostgresEventStore(runner, this.#database, this.#notifier, this.#orphans, this.commits);
    this.queue = new PostgresDeliveryQueue(
      this.#database,
      this.#notifier,
      this.#listener,
      this.#orphans,
      this.commits,
    );
    this.conversations = new SqlConversationStore(runner);
    this.digests = new SqlDigestStore(runner);
    this.endpoints = new SqlEndpointStore(runner);
    this.nodes = new PostgresNodeRegistry(this.#database, thisProcess());
    this.rates = new PostgresRateLimitLedger(this.#database, this.nodes.id);
    this.upkeep = new PostgresUpkeepStore(runner, this.#database, this.nodes.id);
    this.health = new SqlHealthStore(runner);
    this.history = new QueriedHistory(historyDriver(this.#database));
    this.definitions = new SqlDefinitionStore(runner);
    this.eventTypes = new SqlEventTypeStore(runner);
    this.mutes = new SqlMuteStore(runner);
    this.incidents = new SqlIncidentStore(runner);
    this.views = new SqlViewStore(runner);
    this.actions = new SqlActionStore(runner);
    this.repair = new QueriedRepair(new PostgresRepairDriver(this.#database, this.#notifier));
    this.access = new SqlAccessStore(runner);
    this.keys = new SqlKeyStore(runner);
    this.erasures = new SqlErasureStore(runner);
  }

  async close(): Promise<void> {
    this.#orphans.close();
    this.#notifier.close();
    await this.nodes.leave();
    await this.#listener.close();
    await this.#database.close();
  }
}
