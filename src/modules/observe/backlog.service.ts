import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { pastDue, UpkeepStore } from '../store/upkeep-store.js';
import { Overdue } from './overdue.service.js';

const EVERY_MS = 20_000;
/** One node looks for all; one that dies loses its turn. */
const TURN_MS = 30_000;

/** Records now and then how many deliveries are queued and overdue, for charts. */
@Injectable()
export class BacklogRecorder {
  readonly #logger = new Logger(BacklogRecorder.name);

  constructor(
    private readonly store: UpkeepStore,
    private readonly overdue: Overdue,
  ) {}

  @Interval(EVERY_MS)
  async record(): Promise<void> {
    try {
      if (!(await this.store.acquireLeadership('backlog', TURN_MS))) return;
      const { pending, sending } = await this.store.counts();
      const { overdue } = await this.overdue.look();
      await this.store.recordBacklog({ waiting: pending + sending, pastDue: pastDue(overdue).count });
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed while noting what waits; it is tried again');
    }
  }
}
