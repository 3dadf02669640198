import { Controller, Get, Query } from '@nestjs/common';
import { FilterReader } from '../../history/filter-reader.service.js';
import { EVENT_FIELDS } from '../../history/query/filters.js';
import { cursorOf, pageRequest } from '../../history/query/paging.js';
import { QueryReader } from '../../history/query/query-reader.js';
import { Clock } from '../../model/clock.js';
import { HistoryStore } from '../../store/history-store.js';
import { countRange } from './count-range.js';
import { api } from './event-counts.openapi.js';
import { countsView } from './event-counts.presenter.js';
import type { EventCountsAnswer } from './event-counts.response.js';

/** Counts the events of a filter over time. */
@Controller('api/webhooks/event-counts')
export class EventCountsController {
  constructor(
    private readonly history: HistoryStore,
    private readonly filters: FilterReader,
    private readonly clock: Clock,
  ) {}

  @api.countEvents
  @Get()
  async count(@Query() given: Record<string, unknown>): Promise<EventCountsAnswer> {
    const query = new QueryReader(given, [...EVENT_FIELDS, 'cursor']);
    const filter = this.filters.events(query);
    const { after } = pageRequest(query, 'text');
    query.throwFaults();
    const range = countRange(filter, this.clock.now());
    const { from, to } = range;
    const counts = await this.history.eventCounts({ ...filter, from: filter.from ?? from, to }, range, after);
    return {
      success: true,
      event_counts: { ...countsView(counts, range), next_cursor: cursorOf(counts.next) },
    };
  }
}
