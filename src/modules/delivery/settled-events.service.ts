import { Injectable } from '@nestjs/common';
import { filter, map, type Observable } from 'rxjs';
import { Settlements } from '../model/settlements.js';
import type { Notice } from './notice.js';
import { DeliveryNotices } from './notices.service.js';

/** Reads the settled deliveries off the room's notices. */
@Injectable()
export class SettledEvents extends Settlements {
  readonly eventIds: Observable<string>;

  constructor(notices: DeliveryNotices) {
    super();
    this.eventIds = notices.stream.pipe(
      filter(isOver),
      map(({ report }) => report.delivery.event.id),
    );
  }
}

function isOver(notice: Notice): notice is Extract<Notice, { kind: 'settled' }> {
  if (notice.kind !== 'settled' || !notice.settled) return false;
  return notice.report.next !== null && notice.report.next.state !== 'pending';
}
