import { Injectable } from '@nestjs/common';
import { DeliveryPresenter } from '../../history/delivery.presenter.js';
import type { DeliverySummaryView } from '../../history/delivery.response.js';
import { EventPresenter } from '../../history/event.presenter.js';
import type { EventSummaryView } from '../../history/event.response.js';
import type { Pages } from '../../http/export-text.js';
import {
  HistoryStore,
  type DeliveryFilter,
  type EventFilter,
  type Page,
  type Position,
} from '../../store/history-store.js';

/** Rows that are in memory at a time. */
const PAGE_ROWS = 200;

/** Reads whole lists page by page, as the API presents them. */
@Injectable()
export class ExportRows {
  constructor(
    private readonly history: HistoryStore,
    private readonly eventViews: EventPresenter,
    private readonly deliveryViews: DeliveryPresenter,
  ) {}

  events(filter: EventFilter): Pages<EventSummaryView> {
    return pages(
      (after) => this.history.events(filter, { limit: PAGE_ROWS, after }),
      this.eventViews.summary,
    );
  }

  deliveries(filter: DeliveryFilter): Pages<DeliverySummaryView> {
    return pages(
      (after) => this.history.deliveries(filter, { limit: PAGE_ROWS, after }),
      this.deliveryViews.summary,
    );
  }
}

async function* pages<Row, View>(
  read: (after: Position | null) => Promise<Page<Row>>,
  view: (row: Row) => View,
): Pages<View> {
  for (let after: Position | null = null; ;) {
    const { rows, next }: Page<Row> = await read(after);
    yield rows.map(view);
    if (next === null) return;
    after = next;
  }
}
