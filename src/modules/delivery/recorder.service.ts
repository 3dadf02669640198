import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';
import { SEND_NOW, type NextState, type Settlement } from '../model/delivery.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { isDigest } from './digest/content.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import { InFlight } from './queue/in-flight.service.js';
import { HeldDeliveries } from './rate-limit/held-deliveries.service.js';
import { unsentReport, type Report, type SettledReport } from './report.js';
import type { SettleOptions } from './settle.js';

/** Pause before a failed write is repeated, ms; doubles with each further failure up to the maximum. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 5_000;

/** Largest number of deliveries settled in one write. */
const SETTLE_MAX = 500;

/** Stores attempts and next states, and releases the deliveries afterwards. */
@Injectable()
export class Recorder {
  constructor(
    private readonly queue: DeliveryQueue,
    private readonly catalogue: EndpointCatalogue,
    private readonly inFlight: InFlight,
    private readonly held: HeldDeliveries,
    private readonly events: DeliveryEvents,
  ) {}

  /** The options of the step that settles deliveries. */
  readonly settlements: SettleOptions<Report, SettledReport> = {
    max: SETTLE_MAX,
    write: (reports) => this.#write(reports),
    onFailure: (error, tries) => this.#waitForStore(error, tries),
    onArrival: () => this.held.resultArrived(),
  };

  /** Frees the memory of a settled delivery and publishes its result. */
  release(result: SettledReport): void {
    this.held.resultStored();
    this.inFlight.release(result.report.delivery);
    this.events.publish({ kind: 'settled', ...result });
    const { report, ended = [] } = result;
    for (const delivery of report.superseded ?? [])
      if (ended.includes(delivery.id)) this.#publishSuperseded(delivery, report);
  }

  #publishSuperseded(delivery: UnsentDelivery, { next }: Report): void {
    this.events.publish({ kind: 'settled', report: unsentReport(delivery, { next }), settled: true });
  }

  /**
   * Settles a batch in one transaction. Endpoints that an attempt of the batch has disabled are stored as disabled before it, so no
   * node that reads the settled deliveries finds their endpoint enabled.
   */
  async #write(reports: readonly Report[]): Promise<SettledReport[]> {
    await this.catalogue.save();
    const writable = reports.filter((report) => report.next !== null);
    const settled = await this.queue.settle(writable.map(settlement));
    const results = new Map(writable.map((report, i) => [report, settled[i]]));
    return reports.map((report) => {
      const result = results.get(report) ?? false;
      return { report, settled: result !== false, ...(typeof result !== 'boolean' && { ended: result }) };
    });
  }

  /** Publishes the failure and resolves when the write is to be repeated. */
  async #waitForStore(error: unknown, tries: number): Promise<void> {
    this.events.publish({ kind: 'store-failing', during: 'settling deliveries', error });
    await sleep(Math.min(RETRY_MS * 2 ** (tries - 1), RETRY_MAX_MS));
  }
}

function settlement(report: Report): Settlement {
  const { delivery, attempt, outcome, spared = false, conversation, superseded, join } = report;
  const { id: deliveryId, leaseToken, orderKey = null } = delivery;
  return {
    deliveryId,
    leaseToken,
    orderKey,
    attempt,
    spared,
    next: nextOf(report),
    ...(outcome?.kind === 'retry' && outcome.unreached && { unreached: outcome.unreached }),
    ...(conversation && { conversation }),
    ...(superseded && { superseded: superseded.map(({ id }) => id) }),
    ...(join && { join }),
    ...(isDigest(delivery.event) && { carries: true as const }),
  };
}

/** A delivery that an operator asked for, and that is handed back without an attempt, is still asked for. */
function nextOf({ delivery, attempt, next }: Report): NextState {
  const isKept = next!.state === 'pending' && attempt === null && delivery.isAskedFor === true;
  return isKept ? { ...next!, reason: SEND_NOW } : next!;
}
