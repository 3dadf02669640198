import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { KNOWN_EVENTS } from '../../adapters/event-kinds.js';
import { GatewayError } from '../model/gateway-error.js';

/** From a millisecond to the deadline of the slowest endpoint, s. */
const ATTEMPT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** From the happy path to a day of retries, s. */
const AGE_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400];

/** From a commit into memory to a disk that hardly answers, s. */
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
/** Sums of figures that are there by type, and gauges that are named as counters. */
const MISNAMED = ['resources', 'handles', 'requests'].map((what) => `webhook_nodejs_active_${what}_total`);
const CALL_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/**
 * Event types that get a label of their own beside the known ones; senders choose the names, and a label for each would
 * be without bound.
 */
const TYPES_MAX = KNOWN_EVENTS.length + 200;

/** The figures Prometheus reads: prefix `webhook_`, base units. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #types = new Set<string>(KNOWN_EVENTS);

  readonly events = this.#counter('webhook_events_accepted_total', 'Events accepted, by type.', [
    'event_type',
  ]);
  readonly deliveries = this.#counter(
    'webhook_deliveries_settled_total',
    'Deliveries that came to their end, by endpoint and how.',
    ['endpoint', 'outcome'],
  );
  readonly deliveriesByType = this.#counter(
    'webhook_event_deliveries_settled_total',
    'Deliveries that arrived or were given up, by type of event and how.',
    ['event_type', 'outcome'],
  );
  readonly attempts = this.#counter(
    'webhook_attempts_total',
    'Attempts, by endpoint and what they came to.',
    ['endpoint', 'outcome'],
  );
  readonly throttled = this.#counter(
    'webhook_throttled_total',
    'Times an endpoint was found to have used up its rate limit, counted once a window.',
    ['endpoint'],
  );
  readonly rescued = this.#counter(
    'webhook_rescued_total',
    'Deliveries taken over from a process that died.',
    [],
  );
  readonly storeFailures = this.#counter(
    'webhook_store_failures_total',
    'Writes and claims the store refused.',
    [],
  );

  readonly attemptSeconds = new Histogram({
    name: 'webhook_attempt_duration_seconds',
    help: 'How long attempts took, by endpoint.',
    labelNames: ['endpoint'],
    buckets: ATTEMPT_BUCKETS,
    registers: [this.registry],
  });
  readonly ageSeconds = new Histogram({
    name: 'webhook_delivery_age_seconds',
    help: 'From the acceptance of an event to its delivery, by endpoint.',
    labelNames: ['endpoint'],
    buckets: AGE_BUCKETS,
    registers: [this.registry],
  });

  readonly commitSeconds = new Histogram({
    name: 'webhook_store_commit_duration_seconds',
    help: 'How long writes to the store took, until they were on its disk.',
    buckets: COMMIT_BUCKETS,
    registers: [this.registry],
  });
  readonly commitCalls = new Histogram({
    name: 'webhook_store_commit_calls',
    help: 'Calls that shared a write to the store.',
    buckets: CALL_BUCKETS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'webhook_' });
    for (const name of MISNAMED) this.registry.removeSingleMetric(name);
  }

  /** The label of an event type: its name, or `other` once there are too many. */
  typeLabel(type: string): string {
    if (this.#types.size < TYPES_MAX) this.#types.add(type);
    return this.#types.has(type) ? type : 'other';
  }

  /**
   * Removes every series of a counter or histogram whose label `endpoint` is none of these; gauges are read anew each
   * time.
   */
  async keepEndpoints(names: ReadonlySet<string>): Promise<void> {
    for (const metric of this.registry.getMetricsAsArray()) {
      if (!(metric instanceof Counter || metric instanceof Histogram)) continue;
      const { values } = await metric.get();
      for (const { labels } of values) {
        // `le` tells a histogram's buckets apart, not its series.
        const { le: _le, ...series } = labels as { readonly le?: unknown; readonly endpoint?: string };
        if (series.endpoint !== undefined && !names.has(series.endpoint)) metric.remove(series);
      }
    }
  }

  /** A gauge that is read whenever somebody asks. `read` sets its values; where the store does not answer it has none. */
  gauge<L extends string>(
    config: { readonly name: string; readonly help: string; readonly labelNames: readonly L[] },
    read: (gauge: Gauge<L>) => void | Promise<void>,
  ): void {
    // oxlint-disable-next-line no-new -- it registers itself
    new Gauge<L>({
      ...config,
      labelNames: [...config.labelNames],
      registers: [this.registry],
      collect() {
        return readOrLeaveOut(this, config.labelNames, read);
      },
    });
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter<L>({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}

/** While the store is away its old figures must not pass for true, and all others are wanted the more. */
async function readOrLeaveOut<L extends string>(
  gauge: Gauge<L>,
  labels: readonly L[],
  read: (gauge: Gauge<L>) => void | Promise<void>,
): Promise<void> {
  try {
    await read(gauge);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    gauge.reset();
    // Without labels that would leave a 0.
    if (labels.length === 0) gauge.remove();
  }
}
