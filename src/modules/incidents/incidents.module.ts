import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { HistoryModule } from '../history/history.module.js';
import { StoreModule } from '../store/store.module.js';
import { IncidentKeeper } from './incident-keeper.service.js';
import { IncidentContext } from './incident-context.service.js';
import { IncidentPresenter } from './incident.presenter.js';
import { IncidentReporter } from './incident-reporter.service.js';
import { IncidentsController } from './incidents.controller.js';

/** Provides incidents: the trouble of endpoints, grouped by cause. The delivery room is global. */
@Module({
  imports: [StoreModule, EndpointsModule, HistoryModule],
  controllers: [IncidentsController],
  providers: [IncidentContext, IncidentKeeper, IncidentPresenter, IncidentReporter],
  exports: [IncidentPresenter],
})
export class IncidentsModule {}
