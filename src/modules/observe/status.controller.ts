import { Controller, Get } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Endpoint, RetryPolicy } from '../model/endpoint.js';
import { EndpointStatuses } from './endpoint-statuses.service.js';
import { dueView } from './overdue.service.js';
import { StoreFigures } from './store-figures.service.js';
import { Tally } from './tally.service.js';
import { api } from './observe.openapi.js';

/** The whole at a glance. */
@Controller('api/webhooks')
@Admin()
export class StatusController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly catalogue: EndpointCatalogue,
    private readonly statuses: EndpointStatuses,
    private readonly tally: Tally,
    private readonly store: StoreFigures,
  ) {}

  @api.showStatus
  @Get('status')
  async status(): Promise<object> {
    const { pending, sending, failed, oldestOpenAt } = await this.store.counts();
    const due = await this.store.due();
    const sent = await this.store.used();
    const { events, delivered, errors, retries } = this.tally.counts;
    const endpoints = this.catalogue.all();
    const now = Date.now();
    const webhooks = {
      active_webhooks: this.catalogue.enabled().length,
      total_webhooks: endpoints.length,
      total_errors: errors,
      rate_limits: this.#byName(endpoints, (endpoint) =>
        Math.max(this.statuses.used(endpoint), sent.get(endpoint.id) ?? 0),
      ),
      error_counts: this.#byName(endpoints, ({ webhookId }) => this.tally.errorsOf(webhookId)),
      config: this.#config(),
      endpoints: await this.statuses.all(),
      deliveries: {
        pending,
        sending,
        failed,
        ...dueView(due),
        oldest_open_age_ms: oldestOpenAt === null ? null : Math.max(0, now - oldestOpenAt),
      },
      events: { unrouted_24h: await this.store.unroutedToday(now) },
      nodes: await this.store.nodes(),
      since_start: { events, delivered, retries, uptime_seconds: Math.floor(process.uptime()) },
    };
    return { success: true, webhooks, timestamp: new Date(now).toISOString() };
  }

  #config(): object {
    const { retry, rateLimit, timeoutMs, events, concurrency, retentionDays, database } = this.config;
    return {
      ...retryView(retry),
      rate_limit: `${rateLimit.max}/${rateLimit.windowMs}ms`,
      secret_configured: true,
      timeout: timeoutMs,
      events,
      concurrency,
      retention_days: retentionDays,
      store: database.driver,
    };
  }

  #byName(endpoints: readonly Endpoint[], figure: (endpoint: Endpoint) => number): Record<string, number> {
    return Object.fromEntries(endpoints.map((endpoint) => [endpoint.webhookId, figure(endpoint)]));
  }
}

/** The waits as a whole: the schedule's first and longest one, or those of the doubling. */
function retryView({ schedule, maxRetries, delayMs, maxDelayMs }: RetryPolicy): object {
  return {
    max_retries: schedule?.length ?? maxRetries,
    retry_delay: schedule?.[0] ?? delayMs,
    max_retry_delay: schedule === null ? maxDelayMs : Math.max(...schedule),
    retry_schedule_ms: schedule,
  };
}
