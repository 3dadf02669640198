import { Controller, Get, Query } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { Clock } from '../model/clock.js';
import { HistoryStore } from '../store/history-store.js';
import { EndpointNames } from './endpoint-names.service.js';
import { Fields } from './faults.js';
import { range } from './filters.js';
import { backlogSeries, statsView } from './stats-series.js';
import { api } from './stats.openapi.js';

const STEPS = { minute: 60_000, hour: 3_600_000 } as const;
const HOUR_MS = 3_600_000;
/** Points of a series: a little over a day of minutes, two months of hours. */
const POINTS_MAX = 1_500;

/** Figures for charts, counted as deliveries are settled. */
@Controller('api/webhooks/stats')
@Admin()
export class StatsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly names: EndpointNames,
    private readonly clock: Clock,
  ) {}

  @api.showStats
  @Get()
  async stats(@Query() query: Record<string, unknown>): Promise<object> {
    const fields = new Fields(query, ['from', 'to', 'step', 'endpoint']);
    const stepMs = fields.read('step', readStep, 'minute or hour') ?? STEPS.minute;
    const names = 'the id or name of an endpoint, such as webhook_1';
    const endpointId = fields.read('endpoint', (given) => this.names.idOf(given), names);
    const given = range(fields);
    const to = given.to ?? this.clock.now() + 1;
    const start = given.from ?? to - HOUR_MS;
    const from = start - (start % stepMs);
    if ((to - from) / stepMs > POINTS_MAX) {
      fields.fault('step', `from and to span more than ${POINTS_MAX} steps; take hour, or a shorter span.`);
    }
    if (to <= from) fields.fault('from', 'from is earlier than to, which is now unless given.');
    fields.done();
    const settled = await this.history.statistics({ stepMs, from, to, endpointId });
    const waited = await this.history.backlog({ stepMs, from, to });
    return {
      success: true,
      stats: {
        ...statsView(settled, { from, to, stepMs }, (id) => this.names.nameOf(id)),
        backlog: backlogSeries(waited, { from, to, stepMs }),
        unrouted: await this.history.unrouted(from, to),
      },
    };
  }
}

function readStep(text: string): (typeof STEPS)[keyof typeof STEPS] | null {
  return text === 'minute' || text === 'hour' ? STEPS[text] : null;
}
