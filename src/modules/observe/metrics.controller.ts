import { Controller, Get, Header } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Admin } from '../access/access.decorators.js';
import { InFlight } from '../delivery/queue/in-flight.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Metrics } from './metrics.service.js';
import { api } from './observe.openapi.js';

/** What Prometheus scrapes; with keys set, under an admin key. */
@Controller('metrics')
@Admin()
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
    await this.metrics.keepEndpoints(this.#named());
    return this.metrics.registry.metrics();
  }

  /** Endpoints that are configured, and removed ones with an attempt still in flight. */
  #named(): ReadonlySet<string> {
    const busy = this.catalogue.removed().filter(({ id }) => this.inFlight.count(id) > 0);
    return new Set([...this.catalogue.all(), ...busy].map(({ webhookId }) => webhookId));
  }
}
