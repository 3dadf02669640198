import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { UpkeepStore } from '../store/upkeep-store.js';
import { Tally, type Counts } from './tally.service.js';

const HOUR_MS = 3_600_000;

/** Says once an hour what happened in it. */
@Injectable()
export class Statistics {
  #last: Readonly<Counts> | null = null;

  constructor(
    @InjectPinoLogger('Statistics') private readonly logger: PinoLogger,
    private readonly tally: Tally,
    private readonly store: UpkeepStore,
  ) {}

  @Interval(HOUR_MS)
  async hourly(): Promise<void> {
    const now = this.tally.counts;
    const since = (what: keyof Counts): number => now[what] - (this.#last?.[what] ?? 0);
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
