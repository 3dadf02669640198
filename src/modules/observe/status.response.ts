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
  Success,
  Text,
  Whole,
} from '../http/described/properties.js';
import { EndpointStandingView } from '../endpoints/endpoint-standing.view.js';

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

  @Text('Sends and window.', { example: '100/60000ms' })
  rate_limit!: string;

  @Shape('There always is one.', { type: 'boolean', const: true })
  secret_configured!: true;

  @Whole('Deadline of an attempt, ms.', { example: 10_000 })
  timeout!: number;

  @ListOf({ type: 'string' }, 'Types or patterns.', { example: ['job.completed', 'job.failed'] })
  events!: readonly string[];

  @Whole('Attempts in flight at once.', { example: 16 })
  concurrency!: number;

  @Whole('Days that events are kept.', { example: 30 })
  retention_days!: number;

  @OneOf(['sqlite', 'postgres'], 'Which store there is.')
  store!: string;
}

@ApiSchema({ name: 'StatusEndpoint' })
export class StatusEndpointView extends EndpointStandingView {
  @Text('Internal and stable.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  endpoint_id!: string;

  @Text('Public name.', { example: 'webhook_1' })
  webhook_id!: string;

  @Text('Kind of target.', { example: 'generic' })
  adapter!: string;

  @Text('Masked where it is a secret.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @OneOf(['enabled', 'disabled', 'paused'], 'Whether it gets events.')
  state!: string;

  @Instant('Of an endpoint that is failing: when the first of its pending deliveries is due.', {
    nullable: true,
  })
  next_attempt_at!: string | null;

  @Text('Why it is disabled.', { nullable: true, example: 'no_service' })
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
  @Whole('Waiting; counted up to 100,000.', { example: 12 })
  pending!: number;

  @Whole('Being sent; counted up to 100,000.', { example: 3 })
  sending!: number;

  @Whole('Failed now: a redelivery takes a delivery out; counted up to 100,000.', { example: 2 })
  failed!: number;

  @Whole('Overdue: due and not sent, though nothing holds them; up to 10,000 of each endpoint.', {
    example: 1,
  })
  past_due!: number;

  @Whole('How late the oldest overdue delivery is, ms; null without any.', {
    nullable: true,
    example: 1_200,
  })
  past_due_ms!: number | null;

  @Whole('Due, but held: by an open circuit, a pause or a rate limit; up to 10,000 of each endpoint.', {
    example: 96,
  })
  held!: number;

  @Part(StatusHeldView, 'The held ones by what holds them.')
  held_by!: StatusHeldView;

  @Whole('Age of the oldest open one, ms; null without any.', { nullable: true, example: 86_400 })
  oldest_open_age_ms!: number | null;
}

@ApiSchema({ name: 'StatusNode', description: 'A gateway that shares the store.' })
export class StatusNodeView {
  @Text('Of the process.', { example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' })
  id!: string;

  @Text('Name of its machine.', { example: 'gateway-1' })
  host!: string;

  @Whole('Process id.', { example: 4711 })
  pid!: number;

  @Text('Of the gateway.', { example: '0.1.0' })
  version!: string;

  @Instant('When it started.')
  started_at!: string;

  @Instant('When it was last heard of.')
  heartbeat_at!: string;

  @Flag('Whether it was heard of lately.')
  alive!: boolean;

  @Flag('Whether it is the one that answers.')
  this!: boolean;
}

@ApiSchema({ name: 'StatusSinceStart', description: 'Of the gateway that answers.' })
export class StatusSinceStartView {
  @Whole('Events accepted.', { example: 120 })
  events!: number;

  @Whole('Deliveries that arrived.', { example: 118 })
  delivered!: number;

  @Whole('Attempts that are followed by another.', { example: 5 })
  retries!: number;

  @Whole('Seconds.', { example: 86_400 })
  uptime_seconds!: number;
}

@ApiSchema({ name: 'Status' })
export class StatusView {
  @Whole('Endpoints that get events.', { example: 2 })
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

  @Parts(StatusEndpointView, 'Each endpoint.')
  endpoints!: StatusEndpointView[];

  @Part(StatusDeliveriesView, 'How many deliveries there are.')
  deliveries!: StatusDeliveriesView;

  @Part(StatusEventsView, 'Events that nobody received.')
  events!: StatusEventsView;

  @Parts(StatusNodeView, 'The gateways that share the store.')
  nodes!: StatusNodeView[];

  @Part(StatusSinceStartView, 'Counted since the start.')
  since_start!: StatusSinceStartView;
}

@ApiSchema({ name: 'StatusAnswer' })
export class StatusAnswer {
  @Success()
  success!: true;

  @Part(StatusView, 'The whole at a glance.')
  webhooks!: StatusView;

  @Instant('When it was answered.')
  timestamp!: string;
}

@ApiSchema({ name: 'Alive' })
export class AliveAnswer {
  @Shape('That is all.', { type: 'string', const: 'ok' })
  status!: 'ok';
}
