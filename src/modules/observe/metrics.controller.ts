import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { InFlight } from '../delivery/queue/in-flight.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Metrics } from './metrics.service.js';
import { api } from './observe.openapi.js';

/** Serves the metrics for Prometheus; they need a key of the role viewer or higher where keys are set. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly catalogue: EndpointCatalogue,
    private readonly inFlight: InFlight,
  ) {}

  @api.readMetrics
  @Get()
  @Header('Content-Type', Registry.PROMETHEUS_CONTENT_TYPE)
  async read(): Promise<string> {
    await this.metrics.keepEndpoints(this.#endpointNames());
    return this.metrics.registry.metrics();
  }

  /** Names of the configured endpoints, and of removed ones with deliveries in memory. */
  #endpointNames(): ReadonlySet<string> {
    const busy = this.catalogue.removed().filter(({ id }) => this.inFlight.count(id) > 0);
    return new Set([...this.catalogue.all(), ...busy].map(({ webhookId }) => webhookId));
  }
}
