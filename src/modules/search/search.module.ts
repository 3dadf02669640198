import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { EventTypesModule } from '../event-types/event-types.module.js';
import { HistoryModule } from '../history/history.module.js';
import { StoreModule } from '../store/store.module.js';
import { EventCountsController } from './counts/event-counts.controller.js';
import { ExportController } from './export/export.controller.js';
import { ExportRows } from './export/export-rows.service.js';
import { DataSamples } from './fields/data-samples.service.js';
import { QueryFieldsController } from './fields/query-fields.controller.js';
import { QueryWords } from './fields/query-words.service.js';
import { IdSearch } from './id-search.service.js';
import { NameSearch } from './name-search.service.js';
import { SearchController } from './search.controller.js';
import { ViewsController } from './views/views.controller.js';

/**
 * Finds stored objects: by a fragment of an id or a name, and by queries that are counted over time, exported and saved as views. It
 * reads through the history and changes nothing but views.
 *
 * Folders: `counts/` counts events over time, `export/` writes lists as files, `fields/` suggests the words of queries, `views/` keeps
 * queries under names.
 */
@Module({
  imports: [StoreModule, EndpointsModule, EventTypesModule, HistoryModule],
  controllers: [
    EventCountsController,
    ExportController,
    QueryFieldsController,
    SearchController,
    ViewsController,
  ],
  providers: [DataSamples, ExportRows, IdSearch, NameSearch, QueryWords],
})
export class SearchModule {}
