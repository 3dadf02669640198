import { Global, Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { ListenerLink } from '../model/listener-link.js';
import { ListenController } from './listen.controller.js';
import { ListenerChannels } from './listener-channels.service.js';
import { Listeners } from './listeners.service.js';

/**
 * Listeners: endpoints that live as long as the stream that reads their requests. Global, so that the sender gets `ListenerLink`
 * without importing this module.
 */
@Global()
@Module({
  imports: [EndpointsModule],
  controllers: [ListenController],
  providers: [ListenerChannels, { provide: ListenerLink, useExisting: ListenerChannels }, Listeners],
  exports: [ListenerLink],
})
export class ListenersModule {}
