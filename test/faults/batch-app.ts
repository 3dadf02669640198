import { Receiver, type Received } from '../support/receiver.js';
import { BadLine } from './bad-line.js';
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
  readonly #line: BadLine;
  readonly #receiver: Receiver;
  readonly #items: Item[] = [];

  private constructor(line: BadLine, receiver: Receiver) {
    this.#line = line;
    this.#receiver = receiver;
  }

  static async open(random: () => number): Promise<BatchApp> {
    const line = new BadLine(random);
    const receiver = await Receiver.start((request) => line.answer(() => app.#take(request)));
    const app: BatchApp = new BatchApp(line, receiver);
    return app;
  }

  get endpoint(): object {
    const batch = { max: 20, within: '400ms' };
    return { url: this.#receiver.url(), events: ['job.*'], ordering: 'job', batch };
  }

  calm(): void {
    this.#line.troubled = false;
  }

  async balance(reporter: JobReporter, deliveries: readonly StoredDelivery[]): Promise<CompanionLedger> {
    const received = counted(this.#items.map(({ delivery_id: id }) => id));
    return {
      sizes: { events: reporter.ids.length, requests: this.#receiver.requests.length },
      faults: {
        unsettled: unsettled(reporter, deliveries, ENDS),
        lost: deliveries.filter(({ id }) => !received.has(id)).length,
        unexplained: unexplained(deliveries, received),
        outOfOrder: outOfOrder(this.#items.map(({ event_id: id }) => id)),
      },
    };
  }

  close(): Promise<void> {
    return this.#receiver.close();
  }

  #take({ body }: Received): number {
    this.#items.push(...(JSON.parse(body) as Item[]));
    return 200;
  }
}
