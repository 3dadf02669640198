import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { ConversationChange, StoredConversation } from '../../src/modules/model/conversation.js';
import type { Attempt, NextState } from '../../src/modules/model/delivery.js';
import type { Settled } from '../../src/modules/store/delivery-queue.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const POSTED: StoredConversation = {
  ref: { message_id: '7', thread_id: '8' },
  phase: 'open',
  shown: null,
  announcing: null,
  timeline: [{ type: 'job.started', timestamp: '2024-01-01T12:00:00Z', label: 'Begun "now"', ok: true }],
  losses: 1,
  doubts: 2,
  target: 'digest',
};

/** Facts that every driver promises of the messages of jobs; to be called where a store has been opened for each fact. */
export function conversationFacts(harness: () => Harness, endpoint: () => StoredEndpoint): void {
  const store = () => harness().store;

  /** Accepts an event of the job and resolves with the id of its delivery, which is leased where it has the first turn. */
  const accept = async (job: string | null, batchIndex = 0): Promise<string> => {
    const id = uuid();
    const event = {
      id: uuid(),
      type: 'job.x',
      data: '{}',
      timestamp: '2025-01-01T00:00:00.000Z',
      acceptedAt: harness().now(),
    };
    const { id: endpointId, webhookId } = endpoint();
    const delivery = { id, endpointId, webhookId, leaseToken: `lease-${id}`, orderKey: job };
    await store().events.accept([{ event, contentHash: null, batchIndex, deliveries: [delivery] }], LEASE_MS);
    return id;
  };
  const settle = async (
    id: string,
    next: NextState,
    conversation?: ConversationChange,
    token = `lease-${id}`,
  ): Promise<Settled> => {
    const attempt: Attempt = {
      number: 1,
      startedAt: harness().now(),
      durationMs: 1,
      status: 200,
      outcome: 'delivered',
      errorCode: null,
      errorMessage: null,
      responseBody: null,
    };
    const change = conversation && { conversation };
    const [settled] = await store().queue.settle([
      { deliveryId: id, leaseToken: token, orderKey: 'any', attempt, next, ...change },
    ]);
    return settled!;
  };
  const turn = async (id: string) => (await store().conversations.turn(id))!;
  const statesOf = async (ids: readonly string[]): Promise<string[]> => {
    const found = await Promise.all(ids.map((id) => store().history.delivery(id)));
    return found.map((one) => `${one!.summary.state} ${one!.summary.reason}`);
  };
  const deliveredCount = async (): Promise<number> => {
    const now = harness().now();
    const range = {
      from: now - 3_600_000,
      to: now + 3_600_000,
      stepMs: 3_600_000,
      endpointId: null,
    } as const;
    return (await store().history.statistics(range)).endpoints.get(endpoint().id)?.sums.delivered ?? 0;
  };
  const DONE = { state: 'delivered' } as const;

  it('begins without a message, and knows what waits behind a delivery', async () => {
    const job = randomUUID();
    const first = await accept(job, 3);
    expect(await turn(first)).toEqual({
      position: { acceptedAt: harness().now(), place: 3 },
      isFirst: true,
      newerWaits: false,
      rescues: 0,
      isUntold: true,
      conversation: null,
      now: harness().now(),
    });
    await accept(randomUUID());
    expect((await turn(first)).newerWaits).toBe(false);
    await accept(job);
    expect((await turn(first)).newerWaits).toBe(true);
    expect(await store().conversations.turn(uuid())).toBeNull();
  });

  it('is written with the settlement of a delivery, for all deliveries of the job, and kept over a restart', async () => {
    const job = randomUUID();
    const [first, second, other] = [await accept(job), await accept(job), await accept(randomUUID())];
    const shown = { deliveryId: first, acceptedAt: 5, place: 6 };
    const conversation = { ...POSTED, shown, announcing: first };
    expect(await settle(first, DONE, { conversation, edited: true })).toBe(true);
    const editedAt = harness().now();
    await harness().advance(1_000);
    expect((await turn(second)).conversation).toEqual({ ...conversation, editedAt });
    expect((await turn(other)).conversation).toBeNull();
    await harness().reopen();
    expect((await turn(second)).conversation).toEqual({ ...conversation, editedAt });
  });

  it('keeps the time of its last edit through changes that are none, and replaces everything else', async () => {
    const job = randomUUID();
    const id = await accept(job);
    const again: NextState = { state: 'pending', dueAt: harness().now(), inMs: 0 };
    await settle(id, again, { conversation: POSTED, edited: true });
    const editedAt = harness().now();
    await harness().advance(5_000);
    const lease = { rooms: new Map([[endpoint().id, 5]]), limit: 5, maxBytes: 1e6, leaseMs: LEASE_MS };
    await store().queue.claim({ ...lease, leaseToken: `lease-${id}` });
    const gone: StoredConversation = { ...POSTED, ref: null, phase: 'gone', losses: 2, timeline: [] };
    await settle(id, DONE, { conversation: gone, edited: false });
    expect((await turn(id)).conversation).toEqual({ ...gone, editedAt });
  });

  it('ends with a delivery those behind it that are superseded with it, counts them, and passes the turn on to the next', async () => {
    const job = randomUUID();
    const [first, ...behind] = [
      await accept(job),
      await accept(job, 1),
      await accept(job, 2),
      await accept(job, 3),
    ];
    const found = await store().conversations.behind(first!, 3);
    expect(found.map(({ delivery, position, isFirst }) => [delivery.id, position.place, isFirst])).toEqual(
      behind.map((id, at) => [id, at + 1, true]),
    );
    expect(found[0]).toMatchObject({
      delivery: { orderKey: job, attempts: 0, event: { type: 'job.x' } },
      timestamp: '2025-01-01T00:00:00.000Z',
    });
    expect(await store().conversations.behind(first!, 1)).toEqual(found.slice(0, 1));
    const [cancelled, superseded, last] = behind;
    await store().repair.cancel(cancelled!, 'cancelled');
    const settlement = (leaseToken: string) => ({
      deliveryId: first!,
      leaseToken,
      orderKey: job,
      attempt: null,
      next: { state: 'delivered', reason: 'superseded' } as const,
      superseded: [cancelled!, superseded!],
      conversation: { conversation: POSTED, edited: false },
    });
    expect(await store().queue.settle([settlement('of another node')])).toEqual([false]);
    expect(await statesOf(behind)).toEqual(['cancelled cancelled', 'pending null', 'pending null']);
    const before = await deliveredCount();
    expect(await store().queue.settle([settlement(`lease-${first}`)])).toEqual([[superseded]]);
    expect(await statesOf([first!, ...behind])).toEqual([
      'delivered superseded',
      'cancelled cancelled',
      'delivered superseded',
      'pending null',
    ]);
    expect((await deliveredCount()) - before).toBe(2);
    expect((await turn(last!)).conversation).toEqual({ ...POSTED, editedAt: null });
    const lease = { rooms: new Map([[endpoint().id, 5]]), limit: 5, maxBytes: 1e6, leaseMs: LEASE_MS };
    const claimed = await store().queue.claim({ ...lease, leaseToken: 'next' });
    expect(claimed.map(({ id }) => id)).toEqual([last]);
  });

  it('stays as it is where the lease of the delivery is lost, and where the delivery belongs to no job', async () => {
    const job = randomUUID();
    const id = await accept(job);
    const change = { conversation: POSTED, edited: true };
    expect(await settle(id, DONE, change, 'of another node')).toBe(false);
    expect((await turn(id)).conversation).toBeNull();
    const alone = await accept(null);
    expect(await settle(alone, DONE, change)).toBe(true);
    expect((await turn(alone)).conversation).toBeNull();
  });

  it('is told which deliveries were redelivered, of which nobody was told, and which were left under a lease', async () => {
    const [failed, told, dropped, left] = await Promise.all([1, 2, 3, 4].map(() => accept(randomUUID())));
    await settle(failed!, { state: 'failed', reason: 'HTTP_400' });
    await settle(told!, DONE);
    await store().queue.settle([
      {
        deliveryId: dropped!,
        leaseToken: `lease-${dropped}`,
        attempt: null,
        next: { state: 'cancelled', reason: 'muted' },
      },
    ]);
    for (const id of [failed!, told!, dropped!]) await store().repair.redeliver(id);
    expect(await turn(failed!)).toMatchObject({ isFirst: false, isUntold: true, rescues: 0 });
    expect(await turn(told!)).toMatchObject({ isFirst: false, isUntold: false });
    expect(await turn(dropped!)).toMatchObject({ isFirst: false, isUntold: true });
    await harness().advance(LEASE_MS + 1);
    await store().queue.rescue();
    expect(await turn(left!)).toMatchObject({ isFirst: true, rescues: 1 });
  });

  it('does not count deliveries that tell of something older among those that wait', async () => {
    const job = randomUUID();
    const [old, first] = [await accept(job), await accept(job)];
    await settle(old, DONE);
    await store().repair.redeliver(old);
    expect((await turn(first)).newerWaits).toBe(false);
  });

  it('counts redeliveries of newer events among those that wait', async () => {
    const job = randomUUID();
    const old = await accept(job);
    await settle(old, DONE);
    await harness().advance(1);
    const newer = await accept(job);
    await settle(newer, DONE);
    for (const id of [old, newer]) await store().repair.redeliver(id);
    expect((await turn(old)).newerWaits).toBe(true);
    expect(await store().conversations.waitingTypes(old)).toEqual(['job.x']);
    expect((await turn(newer)).newerWaits).toBe(false);
  });

  it('tells which delivery a waiting one waits for, and makes it due', async () => {
    const job = randomUUID();
    const [first, second, third] = [await accept(job), await accept(job), await accept(job)];
    expect(await store().conversations.first(third)).toBeNull();
    await settle(first, { state: 'pending', dueAt: harness().now() + 60_000, inMs: 60_000 });
    expect(await store().conversations.first(third)).toEqual({
      deliveryId: first,
      type: 'job.x',
      reason: null,
    });
    await store().conversations.hasten(second);
    expect(await store().queue.nextDueInMs([endpoint().id])).toBe(60_000);
    await store().conversations.hasten(first);
    expect(await store().queue.nextDueInMs([endpoint().id])).toBe(0);
    expect(await store().conversations.first(third)).toBeNull();
  });

  it('tells which types of events wait behind a delivery', async () => {
    const job = randomUUID();
    const first = await accept(job);
    expect(await store().conversations.waitingTypes(first)).toEqual([]);
    const [second] = [await accept(job), await accept(job), await accept(randomUUID())];
    expect(await store().conversations.waitingTypes(first)).toEqual(['job.x']);
    await settle(first, DONE);
    await store().repair.redeliver(first);
    expect(await store().conversations.waitingTypes(second)).toEqual(['job.x']);
    expect(await store().conversations.waitingTypes(uuid())).toEqual([]);
  });

  it('are read by job, with the time of the first post', async () => {
    const job = randomUUID();
    const [first, second, other] = [await accept(job), await accept(job), await accept(randomUUID())];
    const deliveries = [first, second].map((id) => ({ id, endpointId: endpoint().id }));
    expect(await store().conversations.ofJob(job, deliveries)).toEqual([]);
    const firstPostedAt = harness().now() + 1;
    await settle(first, DONE, { conversation: POSTED, edited: true });
    await harness().advance(4_000);
    const lease = { rooms: new Map([[endpoint().id, 5]]), limit: 5, maxBytes: 1e6, leaseMs: LEASE_MS };
    await store().queue.claim({ ...lease, leaseToken: `lease-${second}` });
    const shown = { deliveryId: second, acceptedAt: 5, place: 6 };
    const conversation: StoredConversation = { ...POSTED, phase: 'final', shown };
    const editedAt = harness().now();
    await settle(second, DONE, { conversation, edited: true });
    await settle(other, DONE, { conversation: POSTED, edited: true });
    expect(await store().conversations.ofJob(job, deliveries)).toEqual([
      { ...conversation, editedAt, endpointId: endpoint().id, firstPostedAt },
    ]);
    expect(await store().conversations.ofJob(job, [])).toEqual([]);
    expect(await store().conversations.ofJob(job, [{ id: first, endpointId: uuid() }])).toEqual([]);
  });

  it('tells why the first delivery of a job waits, and what waits behind it', async () => {
    const job = randomUUID();
    const [first, second] = [await accept(job), await accept(job)];
    await accept(null);
    await settle(first, {
      state: 'pending',
      dueAt: harness().now() + 60_000,
      inMs: 60_000,
      reason: 'quiet_hours',
    });
    expect(await store().conversations.first(second)).toMatchObject({ reason: 'quiet_hours' });
    expect(await store().history.delivery(first)).toMatchObject({
      summary: { state: 'pending', reason: 'quiet_hours' },
    });
    expect(await store().conversations.waitingTypes(first)).toEqual(['job.x']);
    expect(await store().conversations.waitingTypes(second)).toEqual([]);
    await store().conversations.hasten(first);
    expect(await store().history.delivery(first)).toMatchObject({
      summary: { state: 'pending', reason: null },
    });
  });

  it('records why a delivery was delivered without a request', async () => {
    const id = await accept(randomUUID());
    await settle(id, { state: 'delivered', reason: 'superseded' });
    expect(await store().history.delivery(id)).toMatchObject({
      summary: { state: 'delivered', reason: 'superseded' },
    });
    await store().repair.redeliver(id);
    expect(await store().history.delivery(id)).toMatchObject({
      summary: { state: 'pending', reason: null },
    });
  });

  it('is deleted once nothing has changed it for the retention time, while nothing of its job is open', async () => {
    const [kept, old] = [randomUUID(), randomUUID()];
    const change = { conversation: POSTED, edited: true };
    const [settled, waiting] = [await accept(old), await accept(kept)];
    await settle(settled, DONE, change);
    await settle(waiting, { state: 'pending', dueAt: harness().now() + 1e9 }, change);
    await harness().advance(1_000);
    await store().upkeep.purge(harness().now(), 1_000);
    expect((await turn(waiting)).conversation).not.toBeNull();
    const next = await accept(old);
    expect((await turn(next)).conversation).toBeNull();
  });
}
