import { Injectable } from '@nestjs/common';
import { Clock } from '../model/clock.js';
import { ClaimLoop } from './claim-loop.js';
import { DeliveryNotices } from './notices.service.js';
import { Places } from './places.service.js';
import type { SettledReport } from './report.js';

/** What follows once a delivery's turn is written down: its place is free, and it is said aloud. */
@Injectable()
export class Aftermath {
  constructor(
    private readonly places: Places,
    private readonly notices: DeliveryNotices,
    private readonly clock: Clock,
  ) {}

  over(result: SettledReport): void {
    this.places.free(result.report.delivery);
    this.notices.post({ kind: 'settled', ...result });
  }

  loop(claim: () => Promise<number | null>): ClaimLoop {
    return new ClaimLoop({
      claim,
      now: () => this.clock.now(),
      onFailure: (error) =>
        this.notices.post({ kind: 'store-failing', during: 'claiming deliveries', error }),
    });
  }
}
