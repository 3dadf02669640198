import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import type { LeasedDelivery } from '../../src/modules/model/delivery.js';
import { DIGEST_EVENT, GROUPED } from '../../src/modules/model/digest.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../src/modules/store/order-keys.js';
import { TempStore } from '../support/temp-store.js';

const LEASE_MS = 30_000;
const EVERY_MS = 60_000;

/** Fates of the deliveries that are due: each is gathered, told, refused, or left by a process that is killed. */
const FATES = ['gather', 'tell', 'refuse', 'kill'] as const;
type Fate = (typeof FATES)[number];

type Step =
  | { readonly kind: 'accept'; readonly job: string | null }
  | { readonly kind: 'work'; readonly fates: readonly Fate[] }
  | { readonly kind: 'cancel' | 'retry' | 'redeliver'; readonly nth: number }
  | { readonly kind: 'wait' | 'restart' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('accept' as const), job: fc.constantFrom('a', 'b', null) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('work' as const),
      fates: fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('cancel' as const, 'retry' as const, 'redeliver' as const),
      nth: fc.nat(30),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('wait' as const, 'restart' as const) }) },
);

/** A store, and what its endpoint was told of each delivery. */
class Run {
  readonly ids: string[] = [];
  readonly told = new Map<string, number>();
  /** Deliveries that an operator has asked for again. */
  readonly repeated = new Set<string>();

  private constructor(
    private readonly file: TempStore,
    private readonly endpoint: StoredEndpoint,
  ) {}

  static async begin(): Promise<Run> {
    const file = await TempStore.open();
    const [endpoint] = await file.store.endpoints.sync([
      { fingerprint: 'f', webhookId: 'webhook_1', adapter: 'slack', maskedUrl: '' },
    ]);
    return new Run(file, endpoint!);
  }

  end(): Promise<void> {
    return this.file.remove();
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'accept') return this.#accept(step.job);
    if (step.kind === 'work') return this.#work(step.fates);
    if (step.kind === 'wait') return void this.file.clock.advance(EVERY_MS);
    if (step.kind === 'restart') return this.file.reopen();
    if (!('nth' in step)) return;
    const all = await this.all();
    const id = all[step.nth % Math.max(1, all.length)]?.id;
    if (id === undefined) return;
    const { repair } = this.file.store;
    if (step.kind === 'cancel') await repair.cancel(id, 'by hand');
    else if (step.kind === 'retry') await repair.retryNow(id);
    else if (await repair.redeliver(id)) this.repeated.add(id);
  }

  /** All deliveries, those of digests too. */
  async all() {
    const filter = {
      states: null,
      endpointIds: null,
      types: null,
      jobId: null,
      eventId: null,
      from: null,
      to: null,
      error: null,
    };
    return (await this.file.store.history.deliveries(filter, { limit: 500, after: null })).rows;
  }

  async #accept(job: string | null): Promise<void> {
    const { id: endpointId, webhookId } = this.endpoint;
    const id = uuid();
    const acceptedAt = this.file.clock.now();
    const event = { id: uuid(), type: 'job.failed', data: '{}', timestamp: '', acceptedAt };
    const delivery = { id, endpointId, webhookId, leaseToken: null, orderKey: job };
    await this.file.store.events.accept([{ event, contentHash: null, deliveries: [delivery] }], LEASE_MS);
    this.ids.push(id);
  }

  async #work(fates: readonly Fate[]): Promise<void> {
    const rooms = new Map([[this.endpoint.id, 100]]);
    const lease = { limit: 100, maxBytes: 1e9, leaseToken: uuid(), leaseMs: LEASE_MS };
    const claimed = await this.file.store.queue.claim({ rooms, ...lease });
    for (const [at, delivery] of claimed.entries()) await this.#meet(delivery, fates[at % fates.length]!);
    this.file.clock.advance(LEASE_MS);
    await this.file.store.queue.rescue();
  }

  async #meet(delivery: LeasedDelivery, fate: Fate): Promise<void> {
    const { id: deliveryId, leaseToken, orderKey = null, isAskedFor } = delivery;
    const lease = { deliveryId, leaseToken };
    const { queue, digests } = this.file.store;
    const isDigest = delivery.event.type === DIGEST_EVENT;
    const sealed = isDigest ? (await digests.seal(lease))! : null;
    if (fate === 'kill') return;
    if (fate === 'gather' && !isDigest && !isAskedFor) {
      const opening = { carrierId: uuid(), eventId: uuid(), data: '{}', timestamp: '', inMs: EVERY_MS };
      const { id: endpointId, webhookId } = this.endpoint;
      const join = { endpointId, webhookId, errorClass: null, max: 4, opening };
      const next = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
      await queue.settle([{ ...lease, orderKey, attempt: null, next, join }]);
      return;
    }
    const next =
      fate === 'refuse' ? ({ state: 'failed', reason: 'no' } as const) : ({ state: 'delivered' } as const);
    const carries = isDigest ? { carries: true as const } : {};
    const [settled] = await queue.settle([{ ...lease, orderKey, attempt: null, next, ...carries }]);
    expect(settled).toBe(true);
    if (next.state !== 'delivered') return;
    const named = sealed ? sealed.members.map((member) => member.deliveryId) : [deliveryId];
    for (const id of named) this.told.set(id, (this.told.get(id) ?? 0) + 1);
  }
}

describe('digests of a SQLite store', () => {
  it('tell each delivery once, whatever happens to them, their carriers and the process', async () => {
    const histories = fc.array(step, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(histories, async (steps) => {
        const run = await Run.begin();
        try {
          for (const one of steps) {
            await run.take(one);
            await expectSound(run);
          }
          // In the end all that waits is told.
          for (let left = 12; left > 0; left--) {
            await run.take({ kind: 'wait' });
            await run.take({ kind: 'work', fates: ['tell'] });
          }
          await expectToldOnce(run);
        } finally {
          await run.end();
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

/** Expects that deliveries in a digest wait under a carrier that is open, and that at most one carrier gathers. */
async function expectSound(run: Run): Promise<void> {
  const all = await run.all();
  const byId = new Map(all.map((one) => [one.id, one]));
  const waiting = all.filter(({ state, reason }) => state === 'pending' && reason === GROUPED);
  for (const { groupedIn } of waiting)
    expect(byId.get(groupedIn!)).toMatchObject({
      type: DIGEST_EVENT,
      state: expect.stringMatching(/pending|sending/),
    });
}

async function expectToldOnce(run: Run): Promise<void> {
  for (const { id, type, state, groupedIn } of await run.all()) {
    expect([id, state]).toEqual([id, expect.stringMatching(/delivered|failed|cancelled/)]);
    if (type === DIGEST_EVENT) continue;
    const told = run.told.get(id) ?? 0;
    const isRepeated = run.repeated.has(id) || (groupedIn !== null && run.repeated.has(groupedIn));
    // An operator who redelivers wants it told again.
    const least = state === 'delivered' ? 1 : 0;
    expect([id, isRepeated ? Math.min(told, least) : told]).toEqual([id, least]);
  }
}
