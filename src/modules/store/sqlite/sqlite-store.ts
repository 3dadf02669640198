import type { Clock } from '../../model/clock.js';
import { Commits } from '../commits.js';
import { SingleNodeLedger, SingleNode } from '../single-node.js';
import { QueriedHistory } from '../queried-history.js';
import { QueriedRepair } from '../queried-repair.js';
import { Store } from '../store.js';
import type { Connections } from './connections.js';
import { GroupCommit } from './group-commit.js';
import { SqlEventTypeStore } from '../sql/sql-event-type-store.js';
import { SqlIncidentStore } from '../sql/sql-incident-store.js';
import { SqlActionStore } from '../sql/sql-action-store.js';
import { SqlErasureStore } from '../sql/sql-erasure-store.js';
import { SqlKeyStore } from '../sql/sql-key-store.js';
import { SqlMuteStore } from '../sql/sql-mute-store.js';
import { SqlDefinitionStore } from '../sql/sql-definition-store.js';
import { SqlAccessStore } from '../sql/sql-access-store.js';
import { SqliteDeliveryQueue } from './sqlite-delivery-queue.js';
import { SqlConversationStore } from '../sql/sql-conversation-store.js';
import { SqlDigestStore } from '../sql/sql-digest-store.js';
import { SqlEndpointStore } from '../sql/sql-endpoint-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqlHealthStore } from '../sql/sql-health-store.js';
import { SqlViewStore } from '../sql/sql-view-store.js';
import { historyDriver } from './history-driver.js';
import { SqliteRepairDriver } from './repair-driver.js';
import { ClockRollback } from './clock-rollback.js';
import { SqliteRunner } from './sqlite-runner.js';
import { SqliteUpkeepStore } from './sqlite-upkeep-store.js';

/** The ports over one file: one group commit writes, a second connection reads beside it. */
export class SqliteStore extends Store {
  readonly events: SqliteEventStore;
  readonly queue: SqliteDeliveryQueue;
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
  readonly upkeep: SqliteUpkeepStore;
  readonly nodes: SingleNode;
  readonly rates = new SingleNodeLedger();
  readonly commits = new Commits();
  readonly history: QueriedHistory<string>;
  readonly repair: QueriedRepair;
  readonly access: SqlAccessStore;
  readonly keys: SqlKeyStore;
  readonly erasures: SqlErasureStore;
  readonly #connections: Connections;
  readonly #group: GroupCommit;

  constructor(connections: Connections, clock: Clock) {
    super();
    const group = new GroupCommit(connections.writer, this.commits);
    this.#connections = connections;
    this.#group = group;
    const rollback = new ClockRollback(connections.writer, clock.now());
    this.queue = new SqliteDeliveryQueue(connections, group, clock, rollback);
    const runner = new SqliteRunner(connections, group, clock, rollback);
    this.events = new SqliteEventStore(runner, connections.writer, group, clock, rollback);
    this.conversations = new SqlConversationStore(runner);
    this.digests = new SqlDigestStore(runner);
    this.endpoints = new SqlEndpointStore(runner);
    this.health = new SqlHealthStore(runner);
    this.definitions = new SqlDefinitionStore(runner);
    this.eventTypes = new SqlEventTypeStore(runner);
    this.mutes = new SqlMuteStore(runner);
    this.incidents = new SqlIncidentStore(runner);
    this.views = new SqlViewStore(runner);
    this.actions = new SqlActionStore(runner);
    this.upkeep = new SqliteUpkeepStore(runner, connections, group, clock);
    this.nodes = new SingleNode(clock);
    this.history = new QueriedHistory(historyDriver(connections.reader, clock));
    this.repair = new QueriedRepair(new SqliteRepairDriver(connections, group, clock));
    this.access = new SqlAccessStore(runner);
    this.keys = new SqlKeyStore(runner);
    this.erasures = new SqlErasureStore(runner);
  }

  async close(): Promise<void> {
    this.#group.close();
    this.#connections.close();
  }
}
