import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { isoTime } from '../model/iso-time.js';
import { ConversationStore } from '../store/conversation-store.js';
import { jobKey } from '../model/order-key.js';
import { HistoryStore, type EventRecord } from '../store/history-store.js';
import { EventPresenter } from './event.presenter.js';
import type { EventDetailAnswer, EventsAnswer, JobAnswer, JobMessageView } from './event.response.js';
import { JobMessagePresenter } from './job-message.presenter.js';
import { EVENT_FIELDS, eventFilter } from './query/filters.js';
import { cursorOf, PAGE_FIELDS, pageRequest } from './query/paging.js';
import { QueryReader } from './query/query-reader.js';
import { api } from './events.openapi.js';

/** Events of one job that are shown, at most; a job has a handful. */
const JOB_EVENTS_MAX = 200;

/** Lists accepted events, and shows one event or one job with its deliveries. */
@Controller('api/webhooks')
@Admin()
export class EventsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventPresenter,
    private readonly conversations: ConversationStore,
    private readonly messages: JobMessagePresenter,
  ) {}

  @api.listEvents
  @Get('events')
  async list(@Query() given: Record<string, unknown>): Promise<EventsAnswer> {
    const query = new QueryReader(given, [...EVENT_FIELDS, ...PAGE_FIELDS]);
    const [filter, page] = [eventFilter(query), pageRequest(query, 'text')];
    query.throwFaults();
    const { rows, next } = await this.history.events(filter, page);
    return { success: true, events: rows.map(this.events.summary), next_cursor: cursorOf(next) };
  }

  @api.showEvent
  @Get('events/:id')
  async show(@Param('id') id: string): Promise<EventDetailAnswer> {
    const record = await this.history.event(id);
    if (!record) throw new NotFoundException(`There is no event ${id.slice(0, 64)}.`);
    return { success: true, event: this.events.detail(record) };
  }

  @api.showJob
  @Get('jobs/:id')
  async showJob(@Param('id') jobId: string): Promise<JobAnswer> {
    const filter = { types: null, jobId, from: null, to: null };
    const { rows } = await this.history.events(filter, { limit: JOB_EVENTS_MAX, after: null });
    if (rows.length === 0) throw new NotFoundException(`There is no event of a job ${jobId.slice(0, 64)}.`);
    const found = await Promise.all(rows.map(({ id }) => this.history.event(id)));
    const records = found.filter((record) => record !== null);
    return {
      success: true,
      job: {
        job_id: jobId,
        first_at: isoTime(rows.at(-1)!.acceptedAt),
        last_at: isoTime(rows[0]!.acceptedAt),
        events: records.map(this.events.withDeliveries),
        messages: await this.#messagesOf(jobId, records),
      },
    };
  }

  async #messagesOf(jobId: string, records: readonly EventRecord[]): Promise<JobMessageView[]> {
    const deliveries = records.flatMap((record) => record.deliveries);
    const messages = await this.conversations.ofJob(jobKey(jobId), deliveries);
    return messages.map(this.messages.message);
  }
}
