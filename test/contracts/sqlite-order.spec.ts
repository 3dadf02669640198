import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import SqliteDatabase from 'better-sqlite3';
import { v7 as uuid } from 'uuid';
import type { LeasedDelivery } from '../../src/modules/model/delivery.js';
import { TempStore } from '../support/temp-store.js';

const LEASE_MS = 30_000;

/** These facts need what no port does: rows that are changed by hand, and plans of statements. */
describe('order keys in a SQLite store', () => {
  let temp: TempStore;
  let endpointId: string;

  beforeEach(async () => {
    temp = await TempStore.open();
    const identity = { fingerprint: 'a', webhookId: 'a', adapter: 'generic', maskedUrl: 'http://a/***' };
    const [stored] = await temp.store.endpoints.sync([identity]);
    endpointId = stored!.id;
  });
  afterEach(() => temp.remove());

  const accept = async (): Promise<string> => {
    const id = uuid();
    const event = { id: uuid(), type: 'job.x', data: '{}', timestamp: '', acceptedAt: temp.clock.now() };
    const delivery = { id, endpointId, webhookId: 'a', leaseToken: null, orderKey: 'j1' };
    await temp.store.events.accept([{ event, contentHash: null, deliveries: [delivery] }], LEASE_MS);
    return id;
  };
  const claim = async (): Promise<LeasedDelivery | undefined> => {
    const request = { rooms: new Map([[endpointId, 9]]), limit: 9, maxBytes: 1e9, leaseMs: LEASE_MS };
    const taken = await temp.store.queue.claim({ ...request, leaseToken: randomUUID() });
    expect(taken.length).toBeLessThanOrEqual(1);
    return taken[0];
  };
  const settle = async ({ id, leaseToken }: LeasedDelivery): Promise<void> => {
    const next = { state: 'failed', reason: 'HTTP_500' } as const;
    expect(await temp.store.queue.settle([{ deliveryId: id, leaseToken, attempt: null, next }])).toEqual([
      true,
    ]);
  };
  const change = (statement: string, ...values: unknown[]): void => {
    const database = new SqliteDatabase(temp.file);
    database.prepare(statement).run(...values);
    database.close();
  };
  const reopen = (id: string): void =>
    change(
      `update deliveries set state = 'pending', settled_at = null, reason = null, next_attempt_at = ? where id = ?`,
      temp.clock.now(),
      id,
    );

  it('queue a redelivered delivery behind open ones and before later ones', async () => {
    const [old, second, third] = [await accept(), await accept(), await accept()];
    const held = await claim();
    await settle(held!);
    reopen(old);
    const late = await accept();
    const order: string[] = [];
    for (let next = await claim(); next; next = await claim()) {
      order.push(next.id);
      await settle(next);
    }
    expect(order).toEqual([second, third, old, late]);
  });

  it('make a redelivered delivery due at once if its key has no open one', async () => {
    const old = await accept();
    await settle((await claim())!);
    reopen(old);
    expect((await claim())!.id).toBe(old);
  });

  it('make the successor of a cancelled delivery due, or remove a blocked one from the queue', async () => {
    const [first, second, third] = [await accept(), await accept(), await accept()];
    const cancel = (id: string): void =>
      change(
        `update deliveries set state = 'cancelled', settled_at = 1, reason = 'x', next_attempt_at = null where id = ?`,
        id,
      );
    cancel(second);
    cancel(first);
    expect((await claim())!.id).toBe(third);
  });

  it('are numbered by a search at the end of their index', () => {
    const database = new SqliteDatabase(temp.file, { readonly: true });
    const plan = database
      .prepare<[], { detail: string }>(
        `explain query plan select max(order_seq) from deliveries
         where endpoint_id = 'a' and order_key = 'b' and settled_at is null`,
      )
      .all();
    database.close();
    expect(plan.map(({ detail }) => detail).join()).toMatch(
      /SEARCH deliveries USING .*INDEX deliveries_order/,
    );
  });
});
