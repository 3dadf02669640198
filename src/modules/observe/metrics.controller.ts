import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Admin } from '../access/access.decorators.js';
import { Metrics } from './metrics.service.js';
import { api } from './observe.openapi.js';

/** What Prometheus scrapes; with keys set, under an admin key. */
@Controller('metrics')
@Admin()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @api.readMetrics
  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  read(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
