import type { Clock } from '../../model/clock.js';
import { Commits } from '../commits.js';
import { SoleLedger, SoleNode } from '../sole-node.js';
import { QueriedHistory } from '../queried-history.js';
import { QueriedRepair } from '../queried-repair.js';
import { Store } from '../store.js';
import type { Connections } from './connections.js';
import { GroupCommit } from './group-commit.js';
import { SqliteDefinitionStore } from './sqlite-definition-store.js';
import { SqliteAccessStore } from './sqlite-access-store.js';
import { SqliteDeliveryQueue } from './sqlite-delivery-queue.js';
import { SqliteEndpointStore } from './sqlite-endpoint-store.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteHealthStore } from './sqlite-health-store.js';
import { historyDriver } from './history-driver.js';
import { SqliteRepairDriver } from './repair-driver.js';
import { StepsBack } from './steps-back.js';
import { SqliteUpkeepStore } from './sqlite-upkeep-store.js';

/** The ports over one file: all writing through one group commit, all reading beside it. */
export class SqliteStore extends Store {
  readonly events: SqliteEventStore;
  readonly queue: SqliteDeliveryQueue;
  readonly endpoints: SqliteEndpointStore;
  readonly health: SqliteHealthStore;
  readonly definitions: SqliteDefinitionStore;
  readonly upkeep: SqliteUpkeepStore;
  readonly nodes: SoleNode;
  readonly rates = new SoleLedger();
  readonly commits = new Commits();
  readonly history: QueriedHistory<string>;
  readonly repair: QueriedRepair;
  readonly access: SqliteAccessStore;
  readonly #connections: Connections;
  readonly #group: GroupCommit;

  constructor(connections: Connections, clock: Clock) {
    super();
    const group = new GroupCommit(connections.writer, this.commits);
    this.#connections = connections;
    this.#group = group;
    const stepsBack = new StepsBack(connections.writer, clock.now());
    this.events = new SqliteEventStore(connections, group, clock, stepsBack);
    this.queue = new SqliteDeliveryQueue(connections, group, clock, stepsBack);
    this.endpoints = new SqliteEndpointStore(connections, group, clock);
    this.health = new SqliteHealthStore(connections, group, clock, stepsBack);
    this.definitions = new SqliteDefinitionStore(connections, group, clock);
    this.upkeep = new SqliteUpkeepStore(connections, group, clock);
    this.nodes = new SoleNode(clock);
    this.history = new QueriedHistory(historyDriver(connections.reader, clock));
    this.repair = new QueriedRepair(new SqliteRepairDriver(connections, group, clock));
    this.access = new SqliteAccessStore(connections, group, clock);
  }

  async close(): Promise<void> {
    this.#group.close();
    this.#connections.close();
  }
}
