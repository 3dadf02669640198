import { Global, Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { Handover } from '../model/handover.js';
import { Settlements } from '../model/settlements.js';
import { RequestArchive } from '../model/request-archive.js';
import { StoreModule } from '../store/store.module.js';
import { LaneStates } from '../model/lane-states.js';
import { Brakes } from './brakes.service.js';
import { BrakesStates } from './brakes-states.service.js';
import { Breakers } from './breakers.service.js';
import { CertificateWatch } from './certificate-watch.service.js';
import { CircuitController } from './circuit.controller.js';
import { CircuitProbe } from './circuit-probe.service.js';
import { Company } from './company.service.js';
import { HealthWatch } from './health-watch.service.js';
import { SettledEvents } from './settled-events.service.js';
import { SharedHealth } from './shared-health.service.js';
import { DeliveryEngine } from './engine.service.js';
import { AttemptToolbox } from './attempt-toolbox.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { Expiry } from './expiry.service.js';
import { Grants } from './grants.service.js';
import { LaneDepth } from './lane-depth.js';
import { EndpointChanges } from './endpoint-changes.service.js';
import { Lanes } from './lanes.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { DeliveryNotices } from './notices.service.js';
import { Places } from './places.service.js';
import { ProbeController } from './probe.controller.js';
import { Preview } from './preview.service.js';
import { Recorder } from './recorder.service.js';
import { Recovery } from './recovery.service.js';
import { Requests } from './request-archive.service.js';
import { Agents } from './sender/agents.js';
import { SenderModule } from './sender/sender.module.js';
import { SystemNews } from './system-news.service.js';
import { TestController } from './test.controller.js';
import { TestSend } from './test-send.service.js';
import { Throttles } from './throttles.service.js';

/** Global for its tokens: who takes events in, looks back or shows endpoints is served without knowing this room. */
@Global()
@Module({
  imports: [StoreModule, EndpointsModule, SenderModule],
  controllers: [CircuitController, ProbeController, TestController],
  providers: [
    AttemptToolbox,
    Brakes,
    Breakers,
    CertificateWatch,
    CircuitProbe,
    Company,
    DeliveryEngine,
    DeliveryNotices,
    Dispatcher,
    { provide: Handover, useExisting: Dispatcher },
    Expiry,
    Grants,
    { provide: LaneDepth, useExisting: Company },
    HealthWatch,
    { provide: LaneStates, useClass: BrakesStates },
    EndpointChanges,
    Lanes,
    LeaseKeeper,
    Places,
    Preview,
    Recorder,
    Recovery,
    { provide: Settlements, useClass: SettledEvents },
    SharedHealth,
    SystemNews,
    { provide: RequestArchive, useClass: Requests },
    TestSend,
    Throttles,
  ],
  exports: [Handover, LaneStates, Settlements, RequestArchive, Brakes, DeliveryNotices, Places],
})
export class DeliveryModule {
  constructor(agents: Agents, certificates: CertificateWatch) {
    agents.onCertificate = (host, certificate) => certificates.seen(host, certificate);
  }
}
