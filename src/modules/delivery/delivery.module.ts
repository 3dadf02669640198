import { Global, Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { Handover } from '../model/handover.js';
import { StoreModule } from '../store/store.module.js';
import { LaneStates } from '../model/lane-states.js';
import { Brakes } from './brakes.service.js';
import { BrakesStates } from './brakes-states.service.js';
import { Breakers } from './breakers.service.js';
import { DeliveryEngine } from './engine.service.js';
import { AttemptToolbox } from './attempt-toolbox.service.js';
import { Dispatcher } from './dispatcher.service.js';
import { EndpointChanges } from './endpoint-changes.service.js';
import { Lanes } from './lanes.service.js';
import { LeaseKeeper } from './lease-keeper.service.js';
import { DeliveryNotices } from './notices.service.js';
import { Places } from './places.service.js';
import { ProbeController } from './probe.controller.js';
import { Preview } from './preview.service.js';
import { Recorder } from './recorder.service.js';
import { Recovery } from './recovery.service.js';
import { SenderModule } from './sender/sender.module.js';
import { TestController } from './test.controller.js';
import { TestSend } from './test-send.service.js';
import { Throttles } from './throttles.service.js';

/** Global for two tokens: who takes events in hands them over, and who shows endpoints sees how they do, without knowing this room. */
@Global()
@Module({
  imports: [StoreModule, EndpointsModule, SenderModule],
  controllers: [ProbeController, TestController],
  providers: [
    AttemptToolbox,
    Brakes,
    Breakers,
    DeliveryEngine,
    DeliveryNotices,
    Dispatcher,
    { provide: Handover, useExisting: Dispatcher },
    { provide: LaneStates, useClass: BrakesStates },
    EndpointChanges,
    Lanes,
    LeaseKeeper,
    Places,
    Preview,
    Recorder,
    Recovery,
    TestSend,
    Throttles,
  ],
  exports: [Handover, LaneStates, Brakes, DeliveryNotices, Places],
})
export class DeliveryModule {}
