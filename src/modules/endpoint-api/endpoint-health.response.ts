import { ApiSchema } from '@nestjs/swagger';
import { Flag, Instant, OneOf, Part, Shape, Text, Whole } from '../http/described/properties.js';
import { ENDPOINT_HOLDERS, type EndpointHolder } from '../model/hold.js';
import { BREAKER_STATES, type BreakerState } from '../model/lane-states.js';
import { HEALTH_STATES, type HealthVerdict } from '../endpoints/endpoint-health.js';

const RATE = { type: 'number', minimum: 0, maximum: 1 };

@ApiSchema({ name: 'EndpointFault' })
export class EndpointFaultResponse {
  @Text('Short and stable.', { example: 'HTTP_503' })
  code!: string;

  @Text('One sentence, free of secrets.', { example: 'HTTP 503 response' })
  message!: string;
}

@ApiSchema({ name: 'EndpointActivity', description: 'Of all gateways together.' })
export class EndpointActivityResponse {
  @Whole('Time that the attempts are counted over, ms.', { example: 900_000 })
  window_ms!: number;

  @Whole('Attempts in that time.', { example: 120 })
  attempts!: number;

  @Whole('Attempts that did not deliver.', { example: 26 })
  failed_attempts!: number;

  @Shape('Share of the attempts that failed; null without attempts.', RATE, {
    nullable: true,
    example: 0.217,
  })
  error_rate!: number | null;

  @Whole('Pending deliveries now; counted up to 10,000.', { example: 12 })
  queued!: number;

  @Instant('Since when the oldest pending delivery waits.', { nullable: true })
  oldest_queued_at!: string | null;

  @Whole('Deliveries that are failed now; counted up to 10,000.', { example: 3 })
  failed!: number;
}

/** The health of an endpoint: its breaker, what holds its deliveries, its recent attempts. */
export class EndpointHealthResponse {
  @OneOf(
    HEALTH_STATES,
    '`failing`: the circuit is open, or five attempts in a row failed; `degraded`: part of the attempts fail, the target asked for quiet, or the endpoint is recovering.',
  )
  health!: HealthVerdict['health'];

  @Text('Why it is not healthy; null where it is.', {
    nullable: true,
    example: '26 of 120 attempts in the last 15 min failed.',
  })
  health_reason!: string | null;

  @OneOf(
    BREAKER_STATES,
    'State of the circuit breaker. `open`: all attempts fail, deliveries are on hold; `half_open`: a probe is under way, or the endpoint is recovering.',
  )
  breaker!: BreakerState;

  @Flag('True: a probe has succeeded, and deliveries resume a few at a time.')
  recovering!: boolean;

  @Shape(
    'What holds all deliveries of the endpoint now; null: nothing.',
    { type: 'string', enum: [...ENDPOINT_HOLDERS] },
    { nullable: true, example: 'breaker' },
  )
  held_by!: EndpointHolder | null;

  @Instant('When that ends or is tried again; null where no time is known.', { nullable: true })
  held_until!: string | null;

  @Instant('When the next probe is due while the circuit is open.', { nullable: true })
  next_probe_at!: string | null;

  @Instant('Since when every attempt fails; null when the last did not.', { nullable: true })
  failing_since!: string | null;

  @Whole('Attempts that failed in a row.', { example: 0 })
  consecutive_failures!: number;

  @Part(EndpointFaultResponse, 'Of the last attempt; null when it did not fail.', { nullable: true })
  last_error!: EndpointFaultResponse | null;

  @Part(EndpointActivityResponse, 'Null when the store does not answer.', { nullable: true })
  activity!: EndpointActivityResponse | null;
}
