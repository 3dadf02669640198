import { Controller, Get } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import type { RetryPolicy } from '../model/endpoint.js';
import { isoTime } from '../model/iso-time.js';
import { NodeRegistry, type GatewayNode } from '../store/node-registry.js';
import { DeliveryStatusPresenter } from './delivery-status.presenter.js';
import { EndpointStatusPresenter } from './endpoint-status.presenter.js';
import { ProcessCounters } from './process-counters.service.js';
import type { StatusAnswer, StatusConfigView, StatusNodeView } from './status.response.js';
import { api } from './observe.openapi.js';

/** Shows the state of all endpoints, deliveries and nodes on one page. */
@Controller('api/webhooks')
export class StatusController {
  constructor(
    private readonly config: GatewayConfig,
    private readonly endpoints: EndpointStatusPresenter,
    private readonly deliveries: DeliveryStatusPresenter,
    private readonly counters: ProcessCounters,
    private readonly nodes: NodeRegistry,
  ) {}

  @api.showStatus
  @Get('status')
  async show(): Promise<StatusAnswer> {
    const deliveries = await this.deliveries.deliveries();
    const endpoints = await this.endpoints.endpoints();
    const rateLimits = await this.endpoints.rateLimits();
    const unrouted = await this.deliveries.events();
    const nodes = await this.nodes.list();
    // The counters are read last: every settled delivery of the counts above is in them.
    const { events, delivered, errors, retries } = this.counters.counts;
    const webhooks = {
      active_webhooks: endpoints.filter(({ state }) => state !== 'disabled').length,
      total_webhooks: endpoints.length,
      total_errors: errors,
      rate_limits: rateLimits,
      error_counts: Object.fromEntries(
        endpoints.map(({ webhook_id: name }) => [name, this.counters.errorsOf(name)]),
      ),
      config: configView(this.config),
      endpoints,
      deliveries,
      events: unrouted,
      nodes: nodes.map((node) => nodeView(node, this.nodes.id)),
      since_start: { events, delivered, retries, uptime_seconds: Math.floor(process.uptime()) },
    };
    return { success: true, webhooks, timestamp: isoTime(Date.now()) };
  }
}

function configView(config: GatewayConfig): StatusConfigView {
  const { retry, rateLimit, timeoutMs, events, concurrency, retentionDays, database } = config;
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

type RetryFields = 'max_retries' | 'retry_delay' | 'max_retry_delay' | 'retry_schedule_ms';

/** The first and the longest wait before a retry, of the schedule or of the doubling delays. */
function retryView({
  schedule,
  maxRetries,
  delayMs,
  maxDelayMs,
}: RetryPolicy): Pick<StatusConfigView, RetryFields> {
  return {
    max_retries: schedule?.length ?? maxRetries,
    retry_delay: schedule?.[0] ?? delayMs,
    max_retry_delay: schedule === null ? maxDelayMs : Math.max(...schedule),
    retry_schedule_ms: schedule,
  };
}

function nodeView(node: GatewayNode, ownId: string): StatusNodeView {
  const { id, host, pid, version, startedAt, heartbeatAt, alive } = node;
  return {
    id,
    host,
    pid,
    version,
    started_at: isoTime(startedAt),
    heartbeat_at: isoTime(heartbeatAt),
    alive,
    this: id === ownId,
  };
}
