import {
  HistoryStore,
  type ChangeMark,
  type Changes,
  type DeliveryFilter,
  type DeliveryRecord,
  type DeliverySummary,
  type EventFilter,
  type EventRecord,
  type EventSummary,
  type Page,
  type PageRequest,
  type Position,
} from '../../history-store.js';
import type { BacklogRow, Statistics, StatisticsQuery } from '../../statistics.js';
import type { DatabaseThread } from './database-thread.js';

export class ThreadedHistory extends HistoryStore {
  constructor(private readonly thread: DatabaseThread) {
    super();
  }

  deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>> {
    return this.thread.call('history', 'deliveries', [filter, page]);
  }

  delivery(id: string): Promise<DeliveryRecord | null> {
    return this.thread.call('history', 'delivery', [id]);
  }

  deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]> {
    return this.thread.call('history', 'deliveriesById', [ids]);
  }

  events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>> {
    return this.thread.call('history', 'events', [filter, page]);
  }

  event(id: string): Promise<EventRecord | null> {
    return this.thread.call('history', 'event', [id]);
  }

  changes(since: ChangeMark | null): Promise<Changes> {
    return this.thread.call('history', 'changes', [since]);
  }

  statistics(query: StatisticsQuery): Promise<Statistics> {
    return this.thread.call('history', 'statistics', [query]);
  }

  backlog(query: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]> {
    return this.thread.call('history', 'backlog', [query]);
  }

  count(
    filter: DeliveryFilter,
    after: Position | null,
  ): Promise<{ readonly count: number; readonly next: Position | null }> {
    return this.thread.call('history', 'count', [filter, after]);
  }
}
