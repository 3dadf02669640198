import type { Clock } from '../../../model/clock.js';
import type { LeasedDelivery, Settlement } from '../../../model/delivery.js';
import type { Disabled } from '../../../model/endpoint.js';
import type { Commits } from '../../commits.js';
import type { GatewayEvent } from '../../../model/event.js';
import { DefinitionStore, type DefinitionChange, type StoredDefinition } from '../../definition-store.js';
import { AccessStore, type AuditEntry, type NewAuditEntry } from '../../access-store.js';
import {
  DeliveryQueue,
  type ClaimRequest,
  type ExpiredDelivery,
  type LeaseRef,
  type RecentSend,
} from '../../delivery-queue.js';
import { EndpointStore, type EndpointIdentity, type StoredEndpoint } from '../../endpoint-store.js';
import { EventStore, type Acceptance, type AcceptResult, type EventTally } from '../../event-store.js';
import { SoleLedger, SoleNode } from '../../sole-node.js';
import {
  HealthStore,
  type EndpointHealth,
  type HealthAnswer,
  type HealthChange,
} from '../../health-store.js';
import type { HistoryStore } from '../../history-store.js';
import type { RepairStore } from '../../repair-store.js';
import type { Backlog } from '../../statistics.js';
import { Store } from '../../store.js';
import { UpkeepStore, type DeliveryCounts, type EndpointDue } from '../../upkeep-store.js';
import { DatabaseThread } from './database-thread.js';
import { ThreadedHistory } from './threaded-history.js';
import { ThreadedRepair } from './threaded-repair.js';

class ThreadedEvents extends EventStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.thread.call('events', 'accept', [acceptances, leaseMs]);
  }

  find(eventId: string): Promise<GatewayEvent | null> {
    return this.thread.call('events', 'find', [eventId]);
  }

  tally(eventId: string): Promise<EventTally | null> {
    return this.thread.call('events', 'tally', [eventId]);
  }
}

class ThreadedQueue extends DeliveryQueue {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  claim(request: ClaimRequest): Promise<LeasedDelivery[]> {
    return this.thread.call('queue', 'claim', [request]);
  }

  settle(settlements: readonly Settlement[]): Promise<boolean[]> {
    return this.thread.call('queue', 'settle', [settlements]);
  }

  renew(leases: readonly LeaseRef[], leaseMs: number): Promise<string[]> {
    return this.thread.call('queue', 'renew', [leases, leaseMs]);
  }

  rescue(): Promise<number> {
    return this.thread.call('queue', 'rescue', []);
  }

  nextDueAt(endpointIds: readonly string[]): Promise<number | null> {
    return this.thread.call('queue', 'nextDueAt', [endpointIds]);
  }
  nextDueInMs(endpointIds: readonly string[]): Promise<number | null> {
    return this.thread.call('queue', 'nextDueInMs', [endpointIds]);
  }

  cancelPending(endpointId: string, reason: string): Promise<number> {
    return this.thread.call('queue', 'cancelPending', [endpointId, reason]);
  }

  expire(before: ReadonlyMap<string, number>, limit: number): Promise<ExpiredDelivery[]> {
    return this.thread.call('queue', 'expire', [before, limit]);
  }

  recentSends(since: number): Promise<RecentSend[]> {
    return this.thread.call('queue', 'recentSends', [since]);
  }

  /** There is no other node: the file belongs to this process. */
  watch(): () => void {
    return () => undefined;
  }
}

class ThreadedEndpoints extends EndpointStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  sync(endpoints: readonly EndpointIdentity[]): Promise<StoredEndpoint[]> {
    return this.thread.call('endpoints', 'sync', [endpoints]);
  }

  list(): Promise<StoredEndpoint[]> {
    return this.thread.call('endpoints', 'list', []);
  }

  setDisabled(id: string, disabled: Disabled | null): Promise<boolean> {
    return this.thread.call('endpoints', 'setDisabled', [id, disabled]);
  }

  setPaused(id: string, pausedAt: number | null): Promise<boolean> {
    return this.thread.call('endpoints', 'setPaused', [id, pausedAt]);
  }
}

class ThreadedHealth extends HealthStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  list(): Promise<EndpointHealth[]> {
    return this.thread.call('health', 'list', []);
  }

  change(endpointId: string, version: number, change: HealthChange): Promise<HealthAnswer> {
    return this.thread.call('health', 'change', [endpointId, version, change]);
  }
}

class ThreadedDefinitions extends DefinitionStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  changes(after: number): Promise<StoredDefinition[]> {
    return this.thread.call('definitions', 'changes', [after]);
  }

  write(puts: readonly DefinitionChange[], removals: readonly string[]): Promise<StoredDefinition[] | null> {
    return this.thread.call('definitions', 'write', [puts, removals]);
  }
}

class ThreadedUpkeep extends UpkeepStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  purge(before: number, limit: number): Promise<number> {
    return this.thread.call('upkeep', 'purge', [before, limit]);
  }

  counts(): Promise<DeliveryCounts> {
    return this.thread.call('upkeep', 'counts', []);
  }

  due(): Promise<EndpointDue[]> {
    return this.thread.call('upkeep', 'due', []);
  }

  recordBacklog(backlog: Backlog): Promise<void> {
    return this.thread.call('upkeep', 'recordBacklog', [backlog]);
  }

  /** Nobody else is there to do it. */
  turn(): Promise<boolean> {
    return Promise.resolve(true);
  }

  ping(): Promise<void> {
    return this.thread.call('upkeep', 'ping', []);
  }
}

class ThreadedAccess extends AccessStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  record(entry: NewAuditEntry): Promise<void> {
    return this.thread.call('access', 'record', [entry]);
  }

  entries(limit: number, before: number | null): Promise<AuditEntry[]> {
    return this.thread.call('access', 'entries', [limit, before]);
  }

  endSession(id: string, until: number): Promise<void> {
    return this.thread.call('access', 'endSession', [id, until]);
  }

  isEnded(sessionId: string): Promise<boolean> {
    return this.thread.call('access', 'isEnded', [sessionId]);
  }

  purge(before: number, limit: number): Promise<number> {
    return this.thread.call('access', 'purge', [before, limit]);
  }
}

/**
 * The SQLite store in a thread of its own: statements and syncs of the disk hold up neither requests nor deliveries.
 * Behaves as the store it wraps; errors keep their code and message, causes become part of the message.
 */
export class ThreadedStore extends Store {
  readonly events: EventStore;
  readonly queue: DeliveryQueue;
  readonly endpoints: EndpointStore;
  readonly health: HealthStore;
  readonly definitions: DefinitionStore;
  readonly upkeep: UpkeepStore;
  readonly nodes: SoleNode;
  readonly rates = new SoleLedger();
  readonly commits: Commits;
  readonly history: HistoryStore;
  readonly repair: RepairStore;
  readonly access: AccessStore;
  readonly #thread: DatabaseThread;

  constructor(thread: DatabaseThread, clock: Clock) {
    super();
    this.nodes = new SoleNode(clock);
    this.#thread = thread;
    this.commits = thread.commits;
    this.events = new ThreadedEvents(thread);
    this.queue = new ThreadedQueue(thread);
    this.endpoints = new ThreadedEndpoints(thread);
    this.health = new ThreadedHealth(thread);
    this.definitions = new ThreadedDefinitions(thread);
    this.upkeep = new ThreadedUpkeep(thread);
    this.history = new ThreadedHistory(thread);
    this.repair = new ThreadedRepair(thread);
    this.access = new ThreadedAccess(thread);
  }

  /** Opens `file` by the built worker `entry`. Rejects as `openSqliteStore` does. */
  static async open(
    entry: URL,
    file: string,
    clock: Clock,
    onLost?: (error: Error) => void,
  ): Promise<ThreadedStore> {
    return new ThreadedStore(await DatabaseThread.open(entry, file, clock, onLost), clock);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
