import type { ActionStore } from './action-store.js';
import type { Commits } from './commits.js';
import type { ConversationStore } from './conversation-store.js';
import type { DefinitionStore } from './definition-store.js';
import type { AccessStore } from './access-store.js';
import type { DeliveryQueue } from './delivery-queue.js';
import type { DigestStore } from './digest-store.js';
import type { EndpointStore } from './endpoint-store.js';
import type { EventTypeStore } from './event-type-store.js';
import type { ErasureStore } from './erasure-store.js';
import type { KeyStore } from './key-store.js';
import type { MuteStore } from './mute-store.js';
import type { ViewStore } from './view-store.js';
import type { EventStore } from './event-store.js';
import type { NodeRegistry } from './node-registry.js';
import type { RateLimitLedger } from './rate-limit-ledger.js';
import type { HealthStore } from './health-store.js';
import type { HistoryStore } from './history-store.js';
import type { IncidentStore } from './incident-store.js';
import type { RepairStore } from './repair-store.js';
import type { UpkeepStore } from './upkeep-store.js';

/**
 * An open database behind its ports. This folder holds the ports, what both drivers share, and the two drivers: `sqlite/`
 * for one gateway with a file of its own, `postgres/` for several gateways that share a database.
 */
export abstract class Store {
  abstract readonly events: EventStore;
  abstract readonly queue: DeliveryQueue;
  abstract readonly conversations: ConversationStore;
  abstract readonly digests: DigestStore;
  abstract readonly endpoints: EndpointStore;
  abstract readonly health: HealthStore;
  abstract readonly definitions: DefinitionStore;
  abstract readonly eventTypes: EventTypeStore;
  abstract readonly mutes: MuteStore;
  abstract readonly views: ViewStore;
  abstract readonly actions: ActionStore;
  abstract readonly upkeep: UpkeepStore;
  abstract readonly nodes: NodeRegistry;
  abstract readonly rates: RateLimitLedger;
  abstract readonly commits: Commits;
  abstract readonly history: HistoryStore;
  abstract readonly incidents: IncidentStore;
  abstract readonly repair: RepairStore;
  abstract readonly access: AccessStore;
  abstract readonly keys: KeyStore;
  abstract readonly erasures: ErasureStore;

  /** Sentences for the log about how the database was opened; free of secrets. */
  readonly warnings: readonly string[] = [];

  /** Finishes the calls made before, then closes the database. Later calls reject with `store_unavailable`. */
  abstract close(): Promise<void>;
}
