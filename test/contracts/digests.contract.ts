import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { type Attempt, type LeasedDelivery, type NextState } from '../../src/modules/model/delivery.js';
import { GATHERING, GROUPED, type DigestJoin } from '../../src/modules/model/digest.js';
import type { Settled } from '../../src/modules/store/delivery-queue.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../src/modules/store/order-keys.js';
import { ANY_DELIVERY, type DeliveryFilter } from '../../src/modules/store/history-store.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const EVERY_MS = 300_000;
const HOUR_MS = 3_600_000;
const GROUPED_NEXT = { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: GROUPED } as const;
const DELIVERED = { state: 'delivered' } as const;

/** Facts that every driver promises of digests; to be called where a store has been opened for each fact. */
export function digestFacts(harness: () => Harness, endpoint: () => StoredEndpoint): void {
  const store = () => harness().store;
  const stateOf = async (id: string) => {
    const { state, reason, groupedIn, nextAttemptAt } = (await store().history.delivery(id))!.summary;
    return { state, reason, groupedIn, nextAttemptAt };
  };

  /** Accepts an event and resolves with the id of its delivery, which is leased where it has the first turn. */
  const accept = async (job: string | null = null): Promise<string> => {
    const id = uuid();
    const event = {
      id: uuid(),
      type: 'job.failed',
      data: '{"job_id":"j"}',
      timestamp: '2025-01-01T00:00:00.000Z',
      acceptedAt: harness().now(),
    };
    const { id: endpointId, webhookId } = endpoint();
    const delivery = { id, endpointId, webhookId, leaseToken: `lease-${id}`, orderKey: job };
    await store().events.accept([{ event, contentHash: null, jobId: 'j', deliveries: [delivery] }], LEASE_MS);
    return id;
  };
  const joinOf = (errorClass: string | null = null, inMs = EVERY_MS): DigestJoin => ({
    endpointId: endpoint().id,
    webhookId: endpoint().webhookId,
    errorClass,
    max: 100,
    opening: { carrierId: uuid(), eventId: uuid(), data: '{}', timestamp: '2025-01-01T00:00:00.000Z', inMs },
  });
  const joins = async (
    id: string,
    join = joinOf(),
    orderKey: string | null = null,
    leaseToken = `lease-${id}`,
  ): Promise<Settled> => {
    const settlement = { deliveryId: id, leaseToken, orderKey, attempt: null, next: GROUPED_NEXT, join };
    return (await store().queue.settle([settlement]))[0]!;
  };
  const member = async (job: string | null = null, errorClass: string | null = null): Promise<string> => {
    const id = await accept(job);
    expect(await joins(id, joinOf(errorClass), job)).toBe(true);
    return id;
  };
  const claim = (): Promise<LeasedDelivery[]> =>
    store().queue.claim({
      rooms: new Map([[endpoint().id, 10_000]]),
      limit: 10_000,
      maxBytes: 1e9,
      leaseToken: uuid(),
      leaseMs: LEASE_MS,
    });
  /** Claims the carrier, which is due. */
  const claimCarrier = async () => {
    await harness().advance(EVERY_MS);
    const [carrier, ...others] = await claim();
    expect(others).toEqual([]);
    return carrier!;
  };
  const leaseOf = ({ id: deliveryId, leaseToken }: LeasedDelivery) => ({ deliveryId, leaseToken });
  const attempted = (outcome: Attempt['outcome']): Attempt => ({
    number: 1,
    startedAt: harness().now(),
    durationMs: 1,
    status: 200,
    outcome,
    errorCode: null,
    errorMessage: null,
    responseBody: null,
  });
  const settleCarrier = async (carrier: LeasedDelivery, next: NextState): Promise<Settled> => {
    const attempt = attempted(next.state === 'delivered' ? 'delivered' : 'rejected');
    const settlement = { ...leaseOf(carrier), attempt, next, carries: true } as const;
    return (await store().queue.settle([settlement]))[0]!;
  };
  const sums = async () => {
    const query = { stepMs: 3_600_000, from: 0, to: harness().now() + HOUR_MS, endpointId: null } as const;
    return (await store().history.statistics(query)).endpoints.get(endpoint().id)!.sums;
  };

  it('gather deliveries under one carrier, which is due when the first of them said', async () => {
    const [first, second] = [await member(), await member()];
    const { groupedIn, ...waits } = await stateOf(first);
    expect(waits).toEqual({ state: 'pending', reason: GROUPED, nextAttemptAt: null });
    expect(await stateOf(second)).toMatchObject({ groupedIn });
    expect(await stateOf(groupedIn!)).toEqual({
      state: 'pending',
      reason: GATHERING,
      groupedIn: null,
      nextAttemptAt: harness().now() + EVERY_MS,
    });
    expect(await claim()).toEqual([]);
    await harness().reopen();
    expect(await claimCarrier()).toMatchObject({
      id: groupedIn,
      event: { type: 'webhook.digest', data: '{}' },
    });
  });

  it('are due when the most urgent of their deliveries said, and name the types of those that wait', async () => {
    const first = await accept();
    await joins(first, joinOf(null, HOUR_MS));
    const { groupedIn } = await stateOf(first);
    await member();
    await joins(await accept(), joinOf(null, 2 * HOUR_MS));
    expect(await stateOf(groupedIn!)).toMatchObject({ nextAttemptAt: harness().now() + EVERY_MS });
    expect(await store().digests.types(groupedIn!)).toEqual(['job.failed']);
  });

  it('are not joined where the lease is lost', async () => {
    const id = await accept();
    expect(await joins(id, joinOf(), null, 'another')).toBe(false);
    expect(await store().digests.states([endpoint().id])).toEqual([
      { endpointId: endpoint().id, gathers: false, last: null },
    ]);
  });

  it('give up the turn of a member in its job', async () => {
    const first = await accept('job');
    const second = await accept('job');
    const third = await accept('job');
    await joins(first, joinOf(), 'job');
    const [next, ...others] = await claim();
    expect([next!.id, others]).toEqual([second, []]);
    await joins(second, joinOf(), 'job', next!.leaseToken);
    expect((await claim()).map(({ id }) => id)).toEqual([third]);
  });

  it('are sealed with their members, in the order of acceptance, and tell what they do', async () => {
    const [first, second] = [await member('job', 'no codec'), await member()];
    expect(await store().digests.states([endpoint().id])).toMatchObject([{ gathers: true, last: null }]);
    const carrier = await claimCarrier();
    const sealed = await store().digests.seal(leaseOf(carrier));
    const about = { type: 'job.failed', jobId: 'j' };
    expect(sealed).toEqual({
      sealedAt: harness().now(),
      members: [
        { ...about, deliveryId: first, acceptedAt: harness().now() - EVERY_MS, errorClass: 'no codec' },
        { ...about, deliveryId: second, acceptedAt: harness().now() - EVERY_MS, errorClass: null },
      ],
    });
    await harness().advance(1_000);
    expect(await store().digests.seal(leaseOf(carrier))).toEqual(sealed);
    expect(await store().digests.seal({ deliveryId: carrier.id, leaseToken: 'another' })).toBeNull();
    expect(await store().digests.states([endpoint().id])).toMatchObject([
      { gathers: false, last: { agoMs: 1_000, members: 2 } },
    ]);
    // A delivery that comes later waits in the next digest.
    const third = await member();
    expect((await stateOf(third)).groupedIn).not.toBe(carrier.id);
  });

  it('store their content, under the lease alone', async () => {
    await member();
    const carrier = await claimCarrier();
    expect(await store().digests.describe(leaseOf(carrier), '{"count":1}')).toBe(false);
    await store().digests.seal(leaseOf(carrier));
    expect(await store().digests.describe({ ...leaseOf(carrier), leaseToken: 'another' }, '[]')).toBe(false);
    expect(await store().digests.describe(leaseOf(carrier), '{"count":1}')).toBe(true);
    expect((await store().history.delivery(carrier.id))!.event.data).toBe('{"count":1}');
  });

  it('end their members as their carrier ends, and count each', async () => {
    const before = [await member(), await member()];
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    const later = await member();
    expect(await settleCarrier(carrier, DELIVERED)).toBe(true);
    for (const id of before)
      expect(await stateOf(id)).toMatchObject({
        state: 'delivered',
        reason: GROUPED,
        groupedIn: carrier.id,
      });
    expect(await stateOf(later)).toMatchObject({ state: 'pending', reason: GROUPED });
    expect(await sums()).toMatchObject({ delivered: 3, failed: 0 });
  });

  it('leave members alone while their carrier is tried again', async () => {
    const id = await member();
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, { state: 'pending', dueAt: harness().now(), inMs: 0 });
    expect(await stateOf(id)).toMatchObject({ state: 'pending', reason: GROUPED });
    expect((await claim()).map((one) => one.id)).toEqual([carrier.id]);
  });

  it('fail their members with their carrier, and take them back where it is redelivered', async () => {
    const [id, other] = [await member(), await member()];
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, { state: 'failed', reason: 'HTTP_404' });
    for (const one of [id, other])
      expect(await stateOf(one)).toMatchObject({ state: 'failed', reason: 'HTTP_404' });
    expect(await sums()).toMatchObject({ delivered: 0, failed: 3 });
    await harness().advance(1_000);
    await store().repair.redeliver(other);
    await store().repair.redeliver(carrier.id);
    expect(await stateOf(id)).toMatchObject({
      state: 'pending',
      reason: GROUPED,
      groupedIn: carrier.id,
    });
    const again = await claim();
    expect(again.map((one) => one.id).toSorted()).toEqual([other, carrier.id].toSorted());
    await settleCarrier(
      again.find((one) => one.id === carrier.id)!,
      DELIVERED,
    );
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', reason: GROUPED });
    expect(await stateOf(other)).toMatchObject({ state: 'sending' });
    expect(await sums()).toMatchObject({ delivered: 2, failed: 3, repaired: 2 });
  });

  it('free their members where their carrier is cancelled: each has a turn again, in order', async () => {
    const [first, second, alone] = [await member('job'), await member('job'), await member()];
    const { groupedIn } = await stateOf(first);
    expect(await store().repair.cancel(groupedIn!, 'by hand')).toBe(true);
    expect(await stateOf(groupedIn!)).toMatchObject({ state: 'cancelled', reason: 'by hand' });
    expect(await stateOf(alone)).toEqual({
      state: 'pending',
      reason: null,
      groupedIn: null,
      nextAttemptAt: harness().now(),
    });
    const due = await claim();
    expect(due.map(({ id }) => id)).toEqual([first, alone]);
    expect((await store().conversations.turn(first))!.isFirst).toBe(false);
    await joins(first, joinOf(), 'job', due[0]!.leaseToken);
    expect((await claim()).map(({ id }) => id)).toEqual([second]);
  });

  it('send a member on its own where an operator asks for it, behind the others of its job', async () => {
    const [first, alone, behind] = [await member('job'), await member(), await member('job')];
    const running = await accept('job');
    expect(await store().repair.retryNow(alone)).toEqual({ kind: 'due' });
    expect(await store().repair.retryNow(behind)).toEqual({ kind: 'ordered', behind: running });
    expect(await claim()).toMatchObject([{ id: alone, isAskedFor: true }]);
    const carrier = await claimCarrier();
    const { members } = (await store().digests.seal(leaseOf(carrier)))!;
    expect(members.map(({ deliveryId }) => deliveryId)).toEqual([first]);
    await settleCarrier(carrier, DELIVERED);
    expect(await stateOf(behind)).toMatchObject({ state: 'pending', groupedIn: null });
  });

  it('keep an order key for members that are redelivered', async () => {
    const id = await member('job');
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, DELIVERED);
    await store().repair.redeliver(id);
    expect(await claim()).toMatchObject([{ id, orderKey: 'job', isAskedFor: true }]);
  });

  it('let a member be cancelled alone', async () => {
    const [id, other] = [await member(), await member()];
    expect(await store().repair.cancel(id, 'by hand')).toBe(true);
    const carrier = await claimCarrier();
    const { members } = (await store().digests.seal(leaseOf(carrier)))!;
    expect(members.map(({ deliveryId }) => deliveryId)).toEqual([other]);
    await settleCarrier(carrier, DELIVERED);
    expect(await stateOf(id)).toMatchObject({ state: 'cancelled', reason: 'by hand' });
  });

  it('expire what gathers by its own age, but neither a carrier nor what it tells', async () => {
    const old = await member();
    await harness().advance(1_000);
    const young = await member();
    const expire = async (before: number) =>
      (await store().queue.expire(new Map([[endpoint().id, before]]), 100)).map(({ id }) => id);
    expect(await expire(harness().now())).toEqual([old]);
    expect(await stateOf(old)).toMatchObject({ state: 'failed', reason: 'expired' });
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, { state: 'pending', dueAt: harness().now() + HOUR_MS });
    expect(await expire(harness().now() + HOUR_MS)).toEqual([]);
    expect(await stateOf(young)).toMatchObject({ state: 'pending', reason: GROUPED });
  });

  it('are cancelled with their members where the endpoint is removed, and one that comes back begins anew', async () => {
    const [id, other] = [await member(), await member('job')];
    const { groupedIn } = await stateOf(id);
    await store().queue.cancelPending(endpoint().id, 'endpoint_removed');
    for (const one of [id, other, groupedIn!])
      expect(await stateOf(one)).toMatchObject({ state: 'cancelled', reason: 'endpoint_removed' });
    expect((await stateOf(await member())).groupedIn).not.toBe(groupedIn);
  });

  it('are due before their time where they are hastened', async () => {
    const id = await member();
    await store().digests.hasten(endpoint().id);
    const [carrier] = await claim();
    expect(carrier!.id).toBe((await stateOf(id)).groupedIn);
  });

  it('survive the end of a process while they are sent', async () => {
    const id = await member();
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await harness().advance(LEASE_MS);
    await store().queue.rescue();
    expect(await settleCarrier(carrier, DELIVERED)).toBe(false);
    expect(await stateOf(id)).toMatchObject({ state: 'pending', reason: GROUPED });
    const [again] = await claim();
    expect(await settleCarrier(again!, DELIVERED)).toBe(true);
    expect(await stateOf(id)).toMatchObject({ state: 'delivered', reason: GROUPED });
  });

  it('are full, and due, once they have gathered what one digest holds', async () => {
    const ids = [await accept(), await accept(), await accept(), await accept(), await accept()];
    const settlements = ids.map((deliveryId) => ({
      deliveryId,
      leaseToken: `lease-${deliveryId}`,
      attempt: null,
      next: GROUPED_NEXT,
      join: { ...joinOf(), max: 2 },
    }));
    expect(await store().queue.settle(settlements)).toEqual([true, true, true, true, true]);
    const carriers: string[] = [];
    for (const id of ids) carriers.push((await stateOf(id)).groupedIn!);
    const [first, second, third] = [...new Set(carriers)];
    expect(carriers).toEqual([first, first, second, second, third]);
    expect((await claim()).map(({ id }) => id).toSorted()).toEqual([first, second].toSorted());
    expect(await stateOf(third!)).toMatchObject({ nextAttemptAt: harness().now() + EVERY_MS });
  });

  it('tell incidents of the error of their carrier: it is that of their members too', async () => {
    const ids = [await member(), await member()];
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    const error = { errorCode: 'HTTP_404', errorMessage: 'HTTP 404 response: no_service' };
    const attempt: Attempt = { ...attempted('rejected'), ...error, status: 404 };
    const next = { state: 'failed', reason: 'HTTP_404' } as const;
    await store().queue.settle([{ ...leaseOf(carrier), attempt, next, carries: true }]);
    const { failures } = (await store().incidents.situation())!;
    expect(failures.map(({ deliveryId }) => deliveryId).toSorted()).toEqual([...ids, carrier.id].toSorted());
    for (const failure of failures)
      expect(failure).toMatchObject({
        attempt: 1,
        status: 404,
        error: { code: error.errorCode, message: error.errorMessage },
      });
  });

  it('count a member that is redelivered by itself once, also where it ends as and when its carrier does', async () => {
    const [id] = [await member(), await member()];
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, { state: 'failed', reason: 'HTTP_404' });
    await harness().advance(1_000);
    await store().repair.redeliver(id);
    await store().repair.redeliver(carrier.id);
    const settlements = (await claim()).map((one) => ({
      ...leaseOf(one),
      attempt: { ...attempted('delivered'), number: 2 },
      next: DELIVERED,
      ...(one.id === carrier.id && { carries: true as const }),
    }));
    expect(settlements).toHaveLength(2);
    expect(await store().queue.settle(settlements)).toEqual([true, true]);
    expect(await sums()).toMatchObject({ delivered: 3, failed: 3, repaired: 3 });
  });

  it('tell their members once where one operation redelivers both', async () => {
    // Operations look for ids that were made before they began.
    await harness().advance(Math.max(0, Date.now() - harness().now()));
    const [first, second] = [await member(), await member()];
    const carrier = await claimCarrier();
    await store().digests.seal(leaseOf(carrier));
    await settleCarrier(carrier, { state: 'failed', reason: 'HTTP_404' });
    const alone = await accept();
    await store().queue.settle([
      {
        deliveryId: alone,
        leaseToken: `lease-${alone}`,
        attempt: attempted('rejected'),
        next: { state: 'failed', reason: 'HTTP_404' },
      },
    ]);
    const redeliver = async (types: readonly string[] | null) => {
      const id = uuid();
      const filter: DeliveryFilter = { ...ANY_DELIVERY, states: ['failed'], types };
      const operation = { id, kind: 'redeliver', filter, endpointId: null, rate: null, total: null } as const;
      await store().repair.start({ ...operation, createdAt: harness().now() });
      await store().repair.take(id, LEASE_MS);
      for (;;) {
        const { state, processed, succeeded } = (await store().repair.advance(
          { id, token: id, leaseMs: LEASE_MS },
          1,
        ))!;
        if (state !== 'running') return { state, processed, succeeded };
      }
    };
    await store().repair.redeliver(second);
    expect(await redeliver(null)).toEqual({ state: 'done', processed: 2, succeeded: 2 });
    expect(await stateOf(first)).toMatchObject({
      state: 'pending',
      reason: GROUPED,
      groupedIn: carrier.id,
    });
    const due = await claim();
    expect(due.map(({ id }) => id).toSorted()).toEqual([second, carrier.id, alone].toSorted());
    // One that does not redeliver the digest sends the members by themselves.
    const again = due.find(({ id }) => id === carrier.id)!;
    await settleCarrier(again, { state: 'failed', reason: 'HTTP_404' });
    expect(await redeliver(['job.*'])).toEqual({ state: 'done', processed: 1, succeeded: 1 });
    expect((await claim()).map(({ id }) => id)).toEqual([first]);
  });
}
