import { Module } from '@nestjs/common';
import { StoreModule } from '../store/store.module.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { EndpointsController } from './endpoints.controller.js';

@Module({
  imports: [StoreModule],
  providers: [EndpointCatalogue],
  controllers: [EndpointsController],
  exports: [EndpointCatalogue],
})
export class EndpointsModule {}
