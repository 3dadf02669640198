import { Controller, Get } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { GatewayConfig } from '../config/gateway-config.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { endpointState, healthView } from '../endpoints/endpoint-view.js';
import type { Endpoint, RetryPolicy } from '../model/endpoint.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
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
    private readonly lanes: LaneStates,
    private readonly tally: Tally,
    private readonly store: StoreFigures,
  ) {}

  @api.showStatus
  @Get('status')
  async status(): Promise<object> {
    const { pending, sending, failed, oldestOpenAt } = await this.store.counts();
    const late = await this.store.pastDue();
    const sent = await this.store.used();
    const { events, delivered, errors, retries } = this.tally.counts;
    const endpoints = this.catalogue.all();
    const failing = endpoints.filter(({ id }) => this.lanes.of(id).failingSince !== null);
    const next = await this.store.nextAttempts(failing.map(({ id }) => id));
    const now = Date.now();
    const webhooks = {
      active_webhooks: this.catalogue.enabled().length,
      total_webhooks: endpoints.length,
      total_errors: errors,
      rate_limits: this.#byName(endpoints, ({ id }) =>
        Math.max(this.lanes.of(id).rateLimitUsed, sent.get(id) ?? 0),
      ),
      error_counts: this.#byName(endpoints, ({ webhookId }) => this.tally.errorsOf(webhookId)),
      config: this.#config(),
      endpoints: endpoints.map((endpoint) => this.#endpoint(endpoint, next.get(endpoint.id) ?? null)),
      deliveries: {
        pending,
        sending,
        failed,
        past_due: late.count,
        past_due_ms: late.sinceMs,
        oldest_open_age_ms: oldestOpenAt === null ? null : Math.max(0, now - oldestOpenAt),
      },
      nodes: await this.store.nodes(),
      since_start: { events, delivered, retries, uptime_seconds: Math.floor(process.uptime()) },
    };
    return { success: true, webhooks, timestamp: new Date(now).toISOString() };
  }

  #endpoint(endpoint: Endpoint, nextAttemptAt: number | null): object {
    const lane = this.lanes.of(endpoint.id);
    return {
      webhook_id: endpoint.webhookId,
      adapter: endpoint.adapter,
      url: endpoint.maskedUrl,
      state: endpointState(endpoint),
      breaker: lane.stage,
      ...healthView(lane),
      next_attempt_at: isoTimeOrNull(nextAttemptAt),
      disabled_reason: endpoint.disabled?.reason ?? null,
    };
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
