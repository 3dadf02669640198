import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  ListOf,
  MapOf,
  OneOf,
  Part,
  Parts,
  Shape,
  Text,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { EndpointHealthResponse } from '../endpoint-api/endpoint-health.response.js';

@ApiSchema({ name: 'StatusConfig', description: 'Defaults of the endpoints. Durations in ms.' })
export class StatusConfigView {
  @Whole('Retries after the first attempt.', { example: 3 })
  max_retries!: number;

  @Whole('Wait before the first retry, ms.', { example: 1_000 })
  retry_delay!: number;

  @Whole('Longest wait before a retry, ms.', { example: 30_000 })
  max_retry_delay!: number;

  @ListOf({ type: 'integer' }, 'Waits before each retry, ms; null where waits double from `retry_delay`.', {
    nullable: true,
    example: [1_000, 2_000, 4_000, 30_000],
  })
  retry_schedule_ms!: readonly number[] | null;

  @Text('Requests per window, as `max/window`.', { example: '100/60000ms' })
  rate_limit!: string;

  @Shape('Always true: a signing secret is always configured.', { type: 'boolean', const: true })
  secret_configured!: true;

  @Whole('Deadline of an attempt, ms.', { example: 10_000 })
  timeout!: number;

  @ListOf({ type: 'string' }, 'Event types or patterns.', { example: ['job.completed', 'job.failed'] })
  events!: readonly string[];

  @Whole('Parallel attempts per endpoint, at most.', { example: 16 })
  concurrency!: number;

  @Whole('Days for which events are kept.', { example: 30 })
  retention_days!: number;

  @OneOf(['sqlite', 'postgres'], 'Kind of the store.')
  store!: string;
}

@ApiSchema({ name: 'StatusEndpoint' })
export class StatusEndpointView extends EndpointHealthResponse {
  @Text('Id of the endpoint, stable.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name of the endpoint.', { example: 'webhook_1' })
  webhook_id!: string;

  @Text('Adapter of the endpoint.', { example: 'generic' })
  adapter!: string;

  @Text('URL of the endpoint, secrets masked.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @OneOf(['enabled', 'disabled', 'paused'], 'State of the endpoint.')
  state!: string;

  @Instant('When the first pending delivery of a failing endpoint is due; null for any other.', {
    nullable: true,
  })
  next_attempt_at!: string | null;

  @Text('Why the endpoint is disabled; null otherwise.', { nullable: true, example: 'no_service' })
  disabled_reason!: string | null;
}

@ApiSchema({ name: 'StatusHeld', description: 'Deliveries that are due and held.' })
export class StatusHeldView {
  @Whole('The endpoint is disabled.', { example: 0 })
  disabled!: number;

  @Whole('The endpoint is paused.', { example: 0 })
  pause!: number;

  @Whole('The circuit of the endpoint is open.', { example: 96 })
  breaker!: number;

  @Whole('The target asked for quiet.', { example: 0 })
  target_pause!: number;

  @Whole('The rate limit of the endpoint is used up.', { example: 0 })
  rate_limit!: number;
}

@ApiSchema({ name: 'StatusEvents', description: 'Of all gateways together.' })
export class StatusEventsView {
  @Whole('Events of the last 24 hours that no endpoint received; counted up to 1,000.', { example: 1 })
  unrouted_24h!: number;
}

@ApiSchema({ name: 'StatusDeliveries', description: 'Of all gateways together, now.' })
export class StatusDeliveriesView {
  @Whole('Pending deliveries; counted up to 100,000.', { example: 12 })
  pending!: number;

  @Whole('Deliveries that are being sent; counted up to 100,000.', { example: 3 })
  sending!: number;

  @Whole('Failed deliveries that were not redelivered; counted up to 100,000.', { example: 2 })
  failed!: number;

  @Whole('Overdue deliveries: due, not sent, and not held; up to 10,000 of each endpoint.', {
    example: 1,
  })
  past_due!: number;

  @Whole('How late the oldest overdue delivery is, ms; null without any.', {
    nullable: true,
    example: 1_200,
  })
  past_due_ms!: number | null;

  @Whole('Due deliveries held by an open circuit, a pause or a rate limit; up to 10,000 of each endpoint.', {
    example: 96,
  })
  held!: number;

  @Part(StatusHeldView, 'Held deliveries by what holds them.')
  held_by!: StatusHeldView;

  @Whole('Age of the oldest delivery that is pending or being sent, ms; null without any.', {
    nullable: true,
    example: 86_400,
  })
  oldest_open_age_ms!: number | null;
}

@ApiSchema({ name: 'StatusNode', description: 'A gateway that shares the store.' })
export class StatusNodeView {
  @Text('Id of the process.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  id!: string;

  @Text('Host name.', { example: 'gateway-1' })
  host!: string;

  @Whole('Process id.', { example: 4711 })
  pid!: number;

  @Text('Version of the gateway.', { example: '0.1.0' })
  version!: string;

  @Instant('When the gateway started.')
  started_at!: string;

  @Instant('Time of the last heartbeat.')
  heartbeat_at!: string;

  @Flag('Whether the last heartbeat is recent.')
  alive!: boolean;

  @Flag('True: the gateway that answers this request.')
  this!: boolean;
}

@ApiSchema({ name: 'StatusSinceStart', description: 'Counted by the gateway that answers.' })
export class StatusSinceStartView {
  @Whole('Accepted events.', { example: 120 })
  events!: number;

  @Whole('Delivered deliveries.', { example: 118 })
  delivered!: number;

  @Whole('Failed attempts that are followed by a retry.', { example: 5 })
  retries!: number;

  @Whole('Time since the start, s.', { example: 86_400 })
  uptime_seconds!: number;
}

@ApiSchema({ name: 'Status' })
export class StatusView {
  @Whole('Endpoints that are not disabled.', { example: 2 })
  active_webhooks!: number;

  @Whole('All endpoints.', { example: 3 })
  total_webhooks!: number;

  @Whole('Attempts that failed since the start.', { example: 5 })
  total_errors!: number;

  @MapOf({ type: 'integer' }, 'Sends in the window that ends now, by endpoint.', {
    example: { webhook_1: 12 },
  })
  rate_limits!: Record<string, number>;

  @MapOf({ type: 'integer' }, 'Attempts that failed since the start, by endpoint.', {
    example: { webhook_1: 0 },
  })
  error_counts!: Record<string, number>;

  @Part(StatusConfigView, 'Defaults of the endpoints.')
  config!: StatusConfigView;

  @Parts(StatusEndpointView, 'The endpoints.')
  endpoints!: StatusEndpointView[];

  @Part(StatusDeliveriesView, 'Deliveries by state.')
  deliveries!: StatusDeliveriesView;

  @Part(StatusEventsView, 'Events that no endpoint received.')
  events!: StatusEventsView;

  @Parts(StatusNodeView, 'The gateways that share the store.')
  nodes!: StatusNodeView[];

  @Part(StatusSinceStartView, 'Counted since the start.')
  since_start!: StatusSinceStartView;
}

@ApiSchema({ name: 'StatusAnswer' })
export class StatusAnswer extends SuccessAnswer {
  @Part(StatusView, 'Status of endpoints, deliveries and gateways.')
  webhooks!: StatusView;

  @Instant('Time of the answer.')
  timestamp!: string;
}

@ApiSchema({ name: 'Alive' })
export class AliveAnswer {
  @Shape('Always `ok`.', { type: 'string', const: 'ok' })
  status!: 'ok';
}
