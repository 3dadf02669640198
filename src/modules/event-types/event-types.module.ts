import { Global, Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { EventCatalogue } from './event-catalogue.service.js';
import { EventTypeDrafts } from './event-type-drafts.service.js';
import { EventTypeWarnings } from './event-type-warnings.service.js';
import { EventTypeCommands } from './event-type-commands.service.js';
import { EventTypesController } from './event-types.controller.js';
import { FileEventTypes } from './file-event-types.service.js';

/** The catalogue of event types in effect, with its routes. Global: every room on an event's way asks it. */
@Global()
@Module({
  imports: [StoreModule],
  controllers: [EventTypesController],
  providers: [EventCatalogue, EventTypeCommands, EventTypeDrafts, EventTypeWarnings, FileEventTypes],
  exports: [EventCatalogue, EventTypeDrafts, EventTypeWarnings, FileEventTypes],
})
export class EventTypesModule {}
