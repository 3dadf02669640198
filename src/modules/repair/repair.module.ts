import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { HistoryModule } from '../history/history.module.js';
import { StoreModule } from '../store/store.module.js';
import { BulkRepairController } from './bulk-repair.controller.js';
import { BulkRepairs } from './bulk-repairs.service.js';
import { DryRuns } from './dry-runs.service.js';
import { ErasedMemory } from './erasures/erased-memory.service.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { Erasures } from './erasures/erasures.service.js';
import { OperationPresenter } from './operation.presenter.js';
import { OperationsController } from './operations.controller.js';
import { Operations } from './operations.service.js';
import { RepairEvents } from './repair-events.service.js';
import { RepairController } from './repair.controller.js';
import { Repairs } from './repairs.service.js';
import { ReplayController } from './replay.controller.js';
import { ReplaySource } from './replay-source.service.js';

/**
 * Repairs what went wrong: redelivers, retries and cancels deliveries, one or all that match a filter, and replays
 * events to an endpoint. Bulk repairs are operations: rows that any node works off step by step and that survive
 * restarts. Its door for other rooms is what this module exports. The delivery room provides `DeliveryHandoff` and
 * `LaneStates`.
 *
 * `erasures/` deletes all that is stored about a job.
 */
@Module({
  imports: [StoreModule, EndpointsModule, HistoryModule],
  controllers: [
    BulkRepairController,
    ErasuresController,
    OperationsController,
    RepairController,
    ReplayController,
  ],
  providers: [
    BulkRepairs,
    DryRuns,
    ErasedMemory,
    Erasures,
    OperationPresenter,
    Operations,
    RepairEvents,
    Repairs,
    ReplaySource,
  ],
  exports: [OperationPresenter, RepairEvents, Repairs],
})
export class RepairModule {}
