import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { pastDue, UpkeepStore } from '../store/upkeep-store.js';
import { OpenDeliveries } from './open-deliveries.service.js';

const EVERY_MS = 20_000;
/** Time, ms, for which each record renews this node's right to record: a node that dies or hangs loses it. */
const LEADERSHIP_MS = 30_000;

/** Records every 20 s how many deliveries are open and overdue, and the queue of each endpoint, for the charts of the console. One node does it. */
@Injectable()
export class BacklogRecorder {
  readonly #logger = new Logger(BacklogRecorder.name);

  constructor(
    private readonly store: UpkeepStore,
    private readonly open: OpenDeliveries,
  ) {}

  @Interval(EVERY_MS)
  async record(): Promise<void> {
    try {
      if (!(await this.store.acquireLeadership('backlog', LEADERSHIP_MS))) return;
      const { pending, sending } = await this.open.counts();
      const { overdue } = await this.open.due();
      const backlog = { waiting: pending + sending, pastDue: pastDue(overdue).count };
      await this.store.recordBacklog(backlog, await this.open.queues());
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed while noting what waits; it is tried again');
    }
  }
}
