import { Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock, SystemClock } from '../model/clock.js';
import { Commits } from './commits.js';
import { ConversationStore } from './conversation-store.js';
import { DefinitionStore } from './definition-store.js';
import { AccessStore } from './access-store.js';
import { ActionStore } from './action-store.js';
import { DeliveryQueue } from './delivery-queue.js';
import { DigestStore } from './digest-store.js';
import { EndpointStore } from './endpoint-store.js';
import { EventTypeStore } from './event-type-store.js';
import { ErasureStore } from './erasure-store.js';
import { KeyStore } from './key-store.js';
import { MuteStore } from './mute-store.js';
import { EventStore } from './event-store.js';
import { NodeRegistry } from './node-registry.js';
import { HealthStore } from './health-store.js';
import { HistoryStore } from './history-store.js';
import { IncidentStore } from './incident-store.js';
import { openStore } from './open-store.js';
import { RateLimitLedger } from './rate-limit-ledger.js';
import { RepairStore } from './repair-store.js';
import { Store } from './store.js';
import { UpkeepStore } from './upkeep-store.js';
import { ViewStore } from './view-store.js';

const PORTS: Provider[] = [
  { provide: EventStore, inject: [Store], useFactory: (store: Store) => store.events },
  { provide: DeliveryQueue, inject: [Store], useFactory: (store: Store) => store.queue },
  { provide: ConversationStore, inject: [Store], useFactory: (store: Store) => store.conversations },
  { provide: DigestStore, inject: [Store], useFactory: (store: Store) => store.digests },
  { provide: EndpointStore, inject: [Store], useFactory: (store: Store) => store.endpoints },
  { provide: HealthStore, inject: [Store], useFactory: (store: Store) => store.health },
  { provide: DefinitionStore, inject: [Store], useFactory: (store: Store) => store.definitions },
  { provide: EventTypeStore, inject: [Store], useFactory: (store: Store) => store.eventTypes },
  { provide: ActionStore, inject: [Store], useFactory: (store: Store) => store.actions },
  { provide: MuteStore, inject: [Store], useFactory: (store: Store) => store.mutes },
  { provide: ViewStore, inject: [Store], useFactory: (store: Store) => store.views },
  { provide: UpkeepStore, inject: [Store], useFactory: (store: Store) => store.upkeep },
  { provide: NodeRegistry, inject: [Store], useFactory: (store: Store) => store.nodes },
  { provide: Commits, inject: [Store], useFactory: (store: Store) => store.commits },
  { provide: RateLimitLedger, inject: [Store], useFactory: (store: Store) => store.rates },
  { provide: HistoryStore, inject: [Store], useFactory: (store: Store) => store.history },
  { provide: IncidentStore, inject: [Store], useFactory: (store: Store) => store.incidents },
  { provide: RepairStore, inject: [Store], useFactory: (store: Store) => store.repair },
  { provide: AccessStore, inject: [Store], useFactory: (store: Store) => store.access },
  { provide: KeyStore, inject: [Store], useFactory: (store: Store) => store.keys },
  { provide: ErasureStore, inject: [Store], useFactory: (store: Store) => store.erasures },
];

/** Provides the database: opened before any provider that needs it, closed after the last that used it. */
@Module({
  providers: [
    { provide: Clock, useClass: SystemClock },
    {
      provide: Store,
      inject: [GatewayConfig, Clock],
      useFactory: (config: GatewayConfig, clock: Clock) => openStore(config.database, clock, config.memory),
    },
    ...PORTS,
  ],
  exports: [
    AccessStore,
    ActionStore,
    Clock,
    Commits,
    ConversationStore,
    EventStore,
    DeliveryQueue,
    EndpointStore,
    DefinitionStore,
    DigestStore,
    EventTypeStore,
    HealthStore,
    HistoryStore,
    IncidentStore,
    ErasureStore,
    KeyStore,
    MuteStore,
    RepairStore,
    UpkeepStore,
    ViewStore,
    NodeRegistry,
    RateLimitLedger,
  ],
})
export class StoreModule implements OnApplicationShutdown {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  onApplicationShutdown(): Promise<void> {
    return this.#store.close();
  }
}
