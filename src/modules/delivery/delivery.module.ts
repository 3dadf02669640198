import { Global, Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { Settlements } from '../model/settlements.js';
import { RequestArchive } from '../model/request-archive.js';
import { StoreModule } from '../store/store.module.js';
import { LaneStates } from '../model/lane-states.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { Admission } from './admission/admission.service.js';
import { Batching } from './admission/batching.service.js';
import { Holds } from './admission/holds.service.js';
import { Slots } from './admission/slots.js';
import { Attempts } from './attempt.service.js';
import { BatchAttempts } from './batch-attempts.service.js';
import { BatchSizes } from './batch/batch-sizes.service.js';
import { Batches } from './batches.service.js';
import { LaneEvents } from './events/lane-events.service.js';
import { Learning } from './learn.service.js';
import { Identity } from './request/identity.service.js';
import { Judging } from './request/judging.service.js';
import { Pipeline } from './pipeline.service.js';
import { LaneStatesService } from './lane-states.service.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { CertificateWatch } from './events/certificate-watch.service.js';
import { CircuitProbe } from './probe/circuit-probe.service.js';
import { BreakerMonitor } from './breaker/breaker-monitor.service.js';
import { SettledEvents } from './events/settled-events.service.js';
import { BreakerSync } from './breaker/breaker-sync.service.js';
import { DeliveryEngine } from './engine.service.js';
import { Dispatcher } from './queue/dispatcher.service.js';
import { Expiry } from './queue/expiry.service.js';
import { HeldDeliveries } from './rate-limit/held-deliveries.service.js';
import { RateLimitLeases } from './rate-limit/rate-limit-leases.service.js';
import { LaneLoad } from './rate-limit/lane-load.js';
import { PrefetchLimits } from './queue/prefetch-limits.service.js';
import { RemovedEndpoints } from './queue/removed-endpoints.service.js';
import { Lanes } from './lanes.service.js';
import { LeaseKeeper } from './queue/lease-keeper.service.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import { InFlight } from './queue/in-flight.service.js';
import { Comparisons } from './probe/comparison/comparison.service.js';
import { Preview } from './probe/preview.service.js';
import { PreviewedConversations } from './probe/previewed-conversations.service.js';
import { Recorder } from './recorder.service.js';
import { Recovery } from './queue/recovery.service.js';
import { Requests } from './request/request-archive.service.js';
import { Agents } from './sender/agents.js';
import { SenderModule } from './sender/sender.module.js';
import { SystemEventReporter } from './events/system-event-reporter.service.js';
import { TestSend } from './probe/test-send.service.js';
import { HastenedEnds } from './conversation/hastened-ends.service.js';
import { Turns } from './conversation/turns.service.js';
import { GrantedRates } from './granted-rates.service.js';
import { CarrierTurns } from './digest/carrier-turns.service.js';
import { DigestContents } from './digest/digest-contents.service.js';
import { DigestTurns } from './digest/digest-turns.service.js';
import { DigestWatch } from './digest/digest-watch.service.js';
import { Storms } from './digest/storms.service.js';
import { QuietPrecedence } from './quiet/quiet-precedence.service.js';
import { QuietReleases } from './quiet/quiet-releases.service.js';
import { Silences } from './quiet/silences.service.js';
import { QuietTurns } from './quiet/quiet-turns.service.js';
import { Throttles } from './rate-limit/throttles.service.js';

/**
 * Provides the delivery room. Global, so that ingest, history and endpoints get `DeliveryHandoff`, `LaneStates`, `Settlements` and
 * `RequestArchive` without importing this module.
 */
@Global()
@Module({
  imports: [StoreModule, EndpointsModule, SenderModule],
  providers: [
    Attempts,
    BatchAttempts,
    Batches,
    Admission,
    Batching,
    BatchSizes,
    Holds,
    Identity,
    Judging,
    LaneEvents,
    Learning,
    {
      provide: Slots,
      useFactory: (config: GatewayConfig) => new Slots(config.maxConcurrency),
      inject: [GatewayConfig],
    },
    CircuitBreakers,
    CertificateWatch,
    CircuitProbe,
    DeliveryEngine,
    DeliveryEvents,
    Dispatcher,
    { provide: DeliveryHandoff, useExisting: Dispatcher },
    Expiry,
    HeldDeliveries,
    RateLimitLeases,
    PrefetchLimits,
    BreakerMonitor,
    { provide: LaneStates, useClass: LaneStatesService },
    RemovedEndpoints,
    Lanes,
    LeaseKeeper,
    InFlight,
    { provide: LaneLoad, useExisting: InFlight },
    Pipeline,
    Comparisons,
    Preview,
    PreviewedConversations,
    Recorder,
    Recovery,
    { provide: Settlements, useClass: SettledEvents },
    BreakerSync,
    SystemEventReporter,
    { provide: RequestArchive, useClass: Requests },
    TestSend,
    HastenedEnds,
    CarrierTurns,
    DigestContents,
    DigestTurns,
    DigestWatch,
    Storms,
    QuietPrecedence,
    QuietReleases,
    QuietTurns,
    Silences,
    Turns,
    Throttles,
    GrantedRates,
  ],
  exports: [
    CircuitBreakers,
    CircuitProbe,
    DeliveryEvents,
    DeliveryHandoff,
    InFlight,
    LaneStates,
    Comparisons,
    Preview,
    PreviewedConversations,
    RequestArchive,
    Settlements,
    TestSend,
  ],
})
export class DeliveryModule {
  constructor(agents: Agents, certificates: CertificateWatch) {
    agents.onCertificate = (host, certificate) => certificates.checkReceiverCertificate(host, certificate);
  }
}
