import { Controller, Get, Query } from '@nestjs/common';
import { Clock } from '../model/clock.js';
import { HistoryStore } from '../store/history-store.js';
import { EndpointNames } from './endpoint-names.service.js';
import { range } from './query/filters.js';
import { QueryReader } from './query/query-reader.js';
import { errorsView } from './stats-errors.js';
import { backlogSeries, queueSeries, statsView, type StatsRange } from './stats.presenter.js';
import type { StatsAnswer } from './stats.response.js';
import { api } from './stats.openapi.js';

const HOUR_MS = 3_600_000;
const STEPS = { minute: 60_000, hour: HOUR_MS } as const satisfies Record<string, StatsRange['stepMs']>;
/** Points of a series, at most: a little over a day of minutes, two months of hours. */
const POINTS_MAX = 1_500;

/** Shows figures over time for charts, counted as deliveries settle. */
@Controller('api/webhooks/stats')
export class StatsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly names: EndpointNames,
    private readonly clock: Clock,
  ) {}

  @api.showStats
  @Get()
  async show(@Query() given: Record<string, unknown>): Promise<StatsAnswer> {
    const query = new QueryReader(given, ['from', 'to', 'step', 'endpoint']);
    const stepMs = query.read('step', readStep, 'minute or hour') ?? STEPS.minute;
    const idOf = (endpoint: string): string | null => this.names.idOf(endpoint);
    const endpointId = query.read('endpoint', idOf, 'the id or name of an endpoint, such as webhook_1');
    const steps = statsRange(query, stepMs, this.clock.now());
    query.throwFaults();
    const settled = await this.history.statistics({ ...steps, endpointId });
    const errors = await this.history.errors({ ...steps, endpointId });
    const backlog = await this.history.backlog(steps);
    const queue = endpointId === null ? null : await this.history.queue({ ...steps, endpointId });
    return {
      success: true,
      stats: {
        ...statsView(settled, steps, (id) => this.names.nameOf(id)),
        backlog: backlogSeries(backlog, steps),
        queue: queue === null ? [] : queueSeries(queue, backlog, steps),
        errors: errorsView(errors, steps),
        unrouted: await this.history.unrouted(steps.from, steps.to),
      },
    };
  }
}

/** Reads `from` and `to`; without them the range is the hour that ends at `now` (Unix ms). */
function statsRange(query: QueryReader, stepMs: StatsRange['stepMs'], now: number): StatsRange {
  const given = range(query);
  const to = given.to ?? now + 1;
  const start = given.from ?? to - HOUR_MS;
  const from = start - (start % stepMs);
  if ((to - from) / stepMs > POINTS_MAX)
    query.fault('step', `from and to span more than ${POINTS_MAX} steps; take hour, or a shorter span.`);
  if (to <= from) query.fault('from', 'from is earlier than to, which is now unless given.');
  return { from, to, stepMs };
}

function readStep(text: string): StatsRange['stepMs'] | null {
  return text === 'minute' || text === 'hour' ? STEPS[text] : null;
}
