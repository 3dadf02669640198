import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { UpkeepStore } from '../store/upkeep-store.js';
import { ProcessCounters, type ProcessCounts } from './process-counters.service.js';

const HOUR_MS = 3_600_000;

/** Logs once an hour what this process did in that hour. */
@Injectable()
export class HourlySummary {
  #last: Readonly<ProcessCounts> | null = null;

  constructor(
    @InjectPinoLogger('Statistics') private readonly logger: PinoLogger,
    private readonly counters: ProcessCounters,
    private readonly store: UpkeepStore,
  ) {}

  @Interval(HOUR_MS)
  async log(): Promise<void> {
    const now = this.counters.counts;
    const since = (what: keyof ProcessCounts): number => now[what] - (this.#last?.[what] ?? 0);
    const hour = {
      events: since('events'),
      delivered: since('delivered'),
      failed: since('failed'),
      retries: since('retries'),
    };
    this.#last = now;
    const { pending, sending } = await this.store.counts();
    this.logger.info(
      { ...hour, waiting: pending + sending },
      `📊 Last hour: ${hour.events} events, ${hour.delivered} delivered, ${hour.failed} failed, ${hour.retries} retries; ${pending + sending} waiting`,
    );
  }
}
