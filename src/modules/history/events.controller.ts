import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { HistoryStore } from '../store/history-store.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { EventPresenter } from './event.presenter.js';
import type { EventDetailAnswer, EventsAnswer } from './event.response.js';
import { FilterReader } from './filter-reader.service.js';
import { EVENT_FIELDS } from './query/filters.js';
import { cursorOf, PAGE_FIELDS, pageRequest } from './query/paging.js';
import { QueryReader } from './query/query-reader.js';
import { api } from './events.openapi.js';

/** Lists accepted events, and shows one event with its deliveries. */
@Controller('api/webhooks')
export class EventsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly events: EventPresenter,
    private readonly filters: FilterReader,
  ) {}

  @api.listEvents
  @Get('events')
  async list(@Query() given: Record<string, unknown>): Promise<EventsAnswer> {
    const query = new QueryReader(given, [...EVENT_FIELDS, ...PAGE_FIELDS]);
    const [filter, page] = [this.filters.events(query), pageRequest(query, 'text')];
    query.throwFaults();
    const { rows, next } = await this.history.events(filter, page);
    return {
      success: true,
      events: rows.map(this.events.summary),
      next_cursor: cursorOf(next),
      searched_to: isoTimeOrNull(next?.at ?? null),
    };
  }

  @api.showEvent
  @Get('events/:id')
  async show(@Param('id') id: string): Promise<EventDetailAnswer> {
    const record = await this.history.event(id);
    if (!record) throw new NotFoundException(`There is no event ${id.slice(0, 64)}.`);
    return { success: true, event: this.events.detail(record) };
  }
}
