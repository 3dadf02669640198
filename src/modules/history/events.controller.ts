import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { parseJson } from '../model/exact-json.js';
import { isoTime } from '../model/iso-time.js';
import { Admin } from '../access/access.decorators.js';
import { HistoryStore } from '../store/history-store.js';
import { cursorOf } from './cursor.js';
import { EventViews } from './event-views.service.js';
import { Fields } from './faults.js';
import { EVENT_FIELDS, eventFilter, PAGE_FIELDS, pageRequest } from './filters.js';
import { api } from './events.openapi.js';

/** Events of one job that are shown; a job has a handful. */
const JOB_EVENTS = 200;

/** What was accepted, and what became of it. */
@Controller('api/webhooks')
@Admin()
export class EventsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly views: EventViews,
  ) {}

  @api.listEvents
  @Get('events')
  async list(@Query() query: Record<string, unknown>): Promise<object> {
    const fields = new Fields(query, [...EVENT_FIELDS, ...PAGE_FIELDS]);
    const [filter, page] = [eventFilter(fields), pageRequest(fields, 'text')];
    fields.done();
    const { rows, next } = await this.history.events(filter, page);
    return { success: true, events: rows.map(this.views.view), next_cursor: cursorOf(next) };
  }

  @api.showEvent
  @Get('events/:id')
  async one(@Param('id') id: string): Promise<object> {
    const record = await this.history.event(id);
    if (!record) throw new NotFoundException(`There is no event ${id.slice(0, 64)}.`);
    const { data, cloudEvent } = record;
    const bodies = {
      data: parseJson(data) as object,
      cloud_event: cloudEvent && (parseJson(cloudEvent) as object),
    };
    return {
      success: true,
      event: { ...this.views.record(record), ...bodies, routing: this.views.routes(record) },
    };
  }

  @api.showJob
  @Get('jobs/:id')
  async job(@Param('id') jobId: string): Promise<object> {
    const filter = { types: null, jobId, from: null, to: null };
    const { rows } = await this.history.events(filter, { limit: JOB_EVENTS, after: null });
    if (rows.length === 0) throw new NotFoundException(`There is no event of a job ${jobId.slice(0, 64)}.`);
    const records = await Promise.all(rows.map(({ id }) => this.history.event(id)));
    return {
      success: true,
      job: {
        job_id: jobId,
        first_at: isoTime(rows.at(-1)!.acceptedAt),
        last_at: isoTime(rows[0]!.acceptedAt),
        events: records.filter((record) => record !== null).map(this.views.record),
      },
    };
  }
}
