import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { KNOWN_EVENTS } from '../../adapters/catalogue/catalogue.js';
import { GatewayError } from '../model/gateway-error.js';

/** Buckets of attempts, s: from milliseconds to the timeout of the slowest endpoint. */
const ATTEMPT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
/** Buckets of delivery ages, s: from a first attempt to a day of retries. */
const AGE_BUCKETS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400];

/** Buckets of commits, s: from memory to a disk that hardly responds. */
const COMMIT_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
/** Default metrics that are gauges named as counters; each is the sum of one by type. */
const MISNAMED = ['resources', 'handles', 'requests'].map((what) => `webhook_nodejs_active_${what}_total`);
/** Buckets of calls that share a commit. */
const CALL_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000];

/** Event types with a label of their own, at most: senders choose the names of types, so their number has no bound. */
const TYPES_MAX = KNOWN_EVENTS.length + 200;

/** Declares the metrics for Prometheus, with the prefix `webhook_` and in base units. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly #types = new Set<string>(KNOWN_EVENTS);

  readonly events = this.#counter('webhook_events_accepted_total', 'Events accepted, by type.', [
    'event_type',
  ]);
  readonly mismatches = this.#counter(
    'webhook_events_mismatched_total',
    'Events accepted though their data contradicts the schema of their type, by type.',
    ['event_type'],
  );
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
  readonly templateFailures = this.#counter(
    'webhook_template_failures_total',
    'Templates that failed in messages, so that a built-in text was sent, by endpoint.',
    ['endpoint'],
  );
  readonly possibleDoubles = this.#counter(
    'webhook_possible_doubles_total',
    'Messages of jobs that may stand twice in a channel, because an earlier post got no answer that names it, by endpoint.',
    ['endpoint'],
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

  /** The label of an event type: its name, or `other` beyond {@link TYPES_MAX}. */
  typeLabel(type: string): string {
    if (this.#types.size < TYPES_MAX) this.#types.add(type);
    return this.#types.has(type) ? type : 'other';
  }

  /** Removes the series of all other endpoints from counters and histograms; gauges are reset when they are read. */
  async keepEndpoints(names: ReadonlySet<string>): Promise<void> {
    for (const metric of this.registry.getMetricsAsArray()) {
      if (!(metric instanceof Counter || metric instanceof Histogram)) continue;
      const { values } = await metric.get();
      for (const { labels } of values) {
        // `le` names a bucket of a histogram and is no label of its series.
        const { le: _le, ...series } = labels as { readonly le?: unknown; readonly endpoint?: string };
        if (series.endpoint !== undefined && !names.has(series.endpoint)) metric.remove(series);
      }
    }
  }

  /** Registers a gauge whose values `read` sets at each scrape; it has none while the store does not answer. */
  gauge<L extends string>(
    config: { readonly name: string; readonly help: string; readonly labelNames: readonly L[] },
    read: (gauge: Gauge<L>) => void | Promise<void>,
  ): void {
    // oxlint-disable-next-line no-new -- the gauge registers itself
    new Gauge<L>({
      ...config,
      labelNames: [...config.labelNames],
      registers: [this.registry],
      collect() {
        return readOrClear(this, config.labelNames, read);
      },
    });
  }

  #counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter<L>({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}

/** Reads a gauge. A store that does not answer clears the gauge, so that old values do not pass for current ones. */
async function readOrClear<L extends string>(
  gauge: Gauge<L>,
  labels: readonly L[],
  read: (gauge: Gauge<L>) => void | Promise<void>,
): Promise<void> {
  try {
    await read(gauge);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    gauge.reset();
    // A gauge without labels would show 0 after `reset`.
    if (labels.length === 0) gauge.remove();
  }
}
