import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { AdaptersController } from './adapters/adapters.controller.js';
import { CheckController } from './check/check.controller.js';
import { ChangedEndpoints } from './compare/changed-endpoint.service.js';
import { CompareController } from './compare/compare.controller.js';
import { MutesController } from './mutes/mutes.controller.js';
import { EndpointPresenter } from './endpoint.presenter.js';
import { EndpointsController } from './endpoints.controller.js';
import { ChosenTests } from './probe/chosen-tests.service.js';
import { CircuitController } from './probe/circuit.controller.js';
import { PublicKeysController } from './public-keys.controller.js';
import { PreviewController } from './probe/preview.controller.js';
import { TemplatesController } from './templates/templates.controller.js';
import { TestController } from './probe/test.controller.js';
import { SwitchesController } from './switches.controller.js';

/**
 * The HTTP side of endpoints: the controllers under `/api/webhooks/endpoints`, and those of adapters and of the test of a URL, with
 * their requests, answers and descriptions. What endpoints are is in `endpoints/`; what is sent to try them is in `delivery/probe/`.
 * Folders: `adapters/` lists the kinds of targets, `templates/` lists what templates may use, `check/` tries definitions and filters
 * before they are saved, `compare/` says what a change would do, `probe/` shows and sends requests, `mutes/` mutes endpoints.
 */
@Module({
  imports: [StoreModule, EndpointsModule, DeliveryModule],
  controllers: [
    AdaptersController,
    CheckController,
    CircuitController,
    CompareController,
    EndpointsController,
    MutesController,
    PreviewController,
    PublicKeysController,
    SwitchesController,
    TemplatesController,
    TestController,
  ],
  providers: [ChangedEndpoints, ChosenTests, EndpointPresenter],
})
export class EndpointApiModule {}
