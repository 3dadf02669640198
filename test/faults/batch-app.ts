import { BadReceiver } from './bad-receiver.js';
import {
  counted,
  outOfOrder,
  unexplained,
  unsettled,
  type Companion,
  type CompanionLedger,
  type StoredDelivery,
} from './companion.js';
import type { JobReporter } from './job-reporter.js';

interface Item {
  readonly event_id: string;
  readonly delivery_id: string;
}

const ENDS = new Set(['delivered']);

/** An application that takes several events in one request, those of a job in their order. */
export class BatchApp implements Companion {
  readonly name = 'Batches';

  private constructor(
    readonly receiver: BadReceiver,
    private readonly items: readonly Item[],
  ) {}

  static async open(random: () => number): Promise<BatchApp> {
    const items: Item[] = [];
    const receiver = await BadReceiver.open(random, ({ body }) => {
      items.push(...(JSON.parse(body) as Item[]));
      return 200;
    });
    return new BatchApp(receiver, items);
  }

  get endpoint(): object {
    const batch = { max: 20, within: '400ms' };
    return { url: this.receiver.url(), events: ['job.*'], ordering: 'job', batch };
  }

  async balance(reporter: JobReporter, deliveries: readonly StoredDelivery[]): Promise<CompanionLedger> {
    const received = counted(this.items.map(({ delivery_id: id }) => id));
    return {
      sizes: { events: reporter.ids.length, requests: this.receiver.requests },
      faults: {
        unsettled: unsettled(reporter, deliveries, ENDS),
        lost: deliveries.filter(({ id }) => !received.has(id)).length,
        unexplained: unexplained(deliveries, received),
        outOfOrder: outOfOrder(this.items.map(({ event_id: id }) => id)),
      },
    };
  }
}
