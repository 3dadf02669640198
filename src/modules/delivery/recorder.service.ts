import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Settlement } from '../model/delivery.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { DeliveryNotices } from './notices.service.js';
import { Places } from './places.service.js';
import type { Report, SettledReport } from './report.js';

/** Pause before a failed write is repeated, ms: doubled each time up to the maximum. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 5_000;

/** Writes down what has happened. */
@Injectable()
export class Recorder {
  constructor(
    private readonly queue: DeliveryQueue,
    private readonly catalogue: EndpointCatalogue,
    private readonly places: Places,
    private readonly notices: DeliveryNotices,
  ) {}

  /** Settles a batch in one transaction. Endpoints found to be gone are stored as disabled before. */
  async write(reports: readonly Report[]): Promise<SettledReport[]> {
    await this.catalogue.save();
    const writable = reports.filter((report) => report.next !== null);
    const settled = await this.queue.settle(writable.map(settlement));
    const results = new Map(writable.map((report, i) => [report, settled[i] === true]));
    return reports.map((report) => ({ report, settled: results.get(report) ?? false }));
  }

  /** Once it is written down: the place is free again, and it is said aloud. */
  over(result: SettledReport): void {
    this.places.free(result.report.delivery);
    this.notices.post({ kind: 'settled', ...result });
  }

  /** Resolves when the write is to be repeated. */
  async storeFailed(error: unknown, tries: number): Promise<void> {
    this.notices.post({ kind: 'store-failing', during: 'settling deliveries', error });
    await sleep(Math.min(RETRY_MS * 2 ** (tries - 1), RETRY_MAX_MS));
  }
}

function settlement(report: Report): Settlement {
  const { delivery, attempt, next } = report;
  const { id: deliveryId, leaseToken, orderKey = null } = delivery;
  return { deliveryId, leaseToken, orderKey, attempt, next: next! };
}
