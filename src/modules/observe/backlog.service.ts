import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { pastDue, UpkeepStore } from '../store/upkeep-store.js';

const EVERY_MS = 20_000;
/** One node looks for all; one that dies loses its turn. */
const TURN_MS = 30_000;

/** Notes now and then what waits, so that one can see later how it grew and shrank. */
@Injectable()
export class BacklogRecorder {
  readonly #logger = new Logger(BacklogRecorder.name);

  constructor(private readonly store: UpkeepStore) {}

  @Interval(EVERY_MS)
  async record(): Promise<void> {
    try {
      if (!(await this.store.turn('backlog', TURN_MS))) return;
      const [{ pending, sending }, due] = [await this.store.counts(), await this.store.due()];
      await this.store.recordBacklog({ waiting: pending + sending, pastDue: pastDue(due).count });
    } catch (error) {
      this.#logger.error({ err: error }, 'The store failed while noting what waits; it is tried again');
    }
  }
}
