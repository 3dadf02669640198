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

/** The link of every detailed message to its delivery. */
const DELIVERY = /\/deliveries\/([\w-]+)/;
const ENDS = new Set(['delivered', 'delivered grouped']);

/** A chat that a storm of events reaches in digests. */
export class DigestChannel implements Companion {
  readonly name = 'Digests';

  private constructor(
    readonly receiver: BadReceiver,
    /** Deliveries whose messages were posted. */
    private readonly posted: readonly string[],
  ) {}

  static async open(random: () => number): Promise<DigestChannel> {
    const posted: string[] = [];
    const receiver = await BadReceiver.open(random, ({ body }) => {
      posted.push(DELIVERY.exec(body)![1]!);
      return { status: 200, body: 'ok' };
    });
    return new DigestChannel(receiver, posted);
  }

  get endpoint(): object {
    const digest = { over: 3, within: '4s', every: '2s' };
    const url = `slack+${this.receiver.url('/services/T000/B000/digest')}`;
    return { url, events: ['job.*'], digest, message: { detail: 'standard' } };
  }

  async balance(reporter: JobReporter, deliveries: readonly StoredDelivery[]): Promise<CompanionLedger> {
    const digests = deliveries.filter(({ members }) => members !== null);
    const ofEvents = deliveries.filter(({ members }) => members === null);
    const told = new Set(digests.filter(({ state }) => state === 'delivered').map(({ id }) => id));
    const grouped = ofEvents.filter(({ carrier }) => carrier !== null);
    const members = counted(grouped.map(({ carrier }) => carrier!));
    const posted = counted(this.posted);
    const alone = new Map(
      ofEvents.filter(({ carrier }) => carrier === null).map(({ id, event }) => [id, event]),
    );
    return {
      sizes: { digests: told.size, grouped: grouped.length, requests: this.receiver.requests },
      faults: {
        unsettled: unsettled(reporter, ofEvents, ENDS),
        untoldGroups: grouped.filter(({ carrier }) => !told.has(carrier!)).length,
        miscounted: digests.filter(({ id, members: count }) => count !== (members.get(id) ?? 0)).length,
        lost: [...told, ...alone.keys()].filter((id) => !posted.has(id)).length,
        unexplained: unexplained(deliveries, posted),
        outOfOrder: outOfOrder(this.posted.flatMap((id) => alone.get(id) ?? [])),
      },
    };
  }
}
