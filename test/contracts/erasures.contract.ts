import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { ANY_EVENT, ANY_DELIVERY } from '../../src/modules/store/history-store.js';
import { StoredJob } from '../support/a-job.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 10_000;
const STEPS_MAX = 50;
const EVERY_INCIDENT = { open: null, endpointIds: null, codes: null, from: null, to: null };

/** Facts that every driver promises of erasures; to be called where a store has been opened for each fact. */
export function erasureFacts(harness: () => Harness, endpoints: () => readonly StoredEndpoint[]): void {
  const store = () => harness().store;
  const erasures = () => store().erasures;
  const job = () => new StoredJob(store(), () => harness().now());
  const start = ({ jobId }: StoredJob) =>
    erasures().start({ id: uuid(), jobId, jobDigest: 'd1', reason: 'asked for', actor: 'ana' });
  const hold = (id: string) => ({ id, token: 'mine', leaseMs: LEASE_MS });
  /** Takes the erasure and runs it to its end, a few events at a time. */
  const run = async (id: string, limit = 3) => {
    await erasures().take('mine', LEASE_MS);
    for (let steps = 0; steps < STEPS_MAX; steps++) {
      const step = await erasures().step(hold(id), limit);
      if (step!.erasure.state === 'done') return step!.erasure;
    }
    throw new Error('the erasure does not end');
  };
  const deliveriesOf = async (jobId: string) =>
    (await store().history.deliveries({ ...ANY_DELIVERY, jobId }, { limit: 200, after: null })).rows;

  it('deletes events, deliveries and attempts of the job, and all else that names it, in batches', async () => {
    const [one, other] = [job(), job()];
    for (const each of [one, other]) {
      await each.settle(await each.report(endpoints(), 7));
      await each.settle(await each.report(endpoints(), 1), false);
      await each.mention(endpoints()[0]!);
    }
    const counts = { events: 9, deliveries: 17, attempts: 16, messages: 1 };
    expect(await erasures().count(one.jobId)).toMatchObject(counts);
    expect(await erasures().countDone()).toBe(0);
    const { id } = await start(one);
    const done = await run(id);
    expect(await erasures().countDone()).toBe(1);
    expect(done).toMatchObject({ ...counts, mentions: 10, state: 'done', jobId: null, jobDigest: 'd1' });
    expect(done.finishedAt).toBe(harness().now());
    const nothing = { events: 0, deliveries: 0, attempts: 0, messages: 0, mentions: 0 };
    expect(await erasures().count(one.jobId)).toEqual(nothing);
    expect(await deliveriesOf(one.jobId)).toEqual([]);
    expect(await erasures().count(other.jobId)).toMatchObject(counts);
  });

  it('ends mutes and operations of the job, and tells other nodes', async () => {
    const one = job();
    await one.mention(endpoints()[0]!);
    const [before] = await store().mutes.changes(0);
    await run((await start(one)).id);
    const [mute] = await store().mutes.changes(before!.revision);
    expect(mute).toMatchObject({ jobId: 'erased', reason: null, endedAt: harness().now() });
    const operations = await store().repair.operations(2, null);
    expect(operations.find(({ filter }) => filter.jobId !== null)).toMatchObject({
      state: 'cancelled',
      filter: { jobId: 'erased' },
    });
    const targets = (await store().access.entries(10, null)).map(({ target }) => target);
    expect(targets.filter((target) => target !== null)).toEqual(['erased', 'erased']);
  });

  it('takes the job out of incidents, digests, reports, details, queries and views', async () => {
    const one = job();
    await one.report([], 1);
    await one.mention(endpoints()[0]!);
    const [before] = (await store().incidents.list(EVERY_INCIDENT, { limit: 1, after: null })).rows;
    const [known] = await store().health.list();
    await run((await start(one)).id);
    // Other nodes take over what has a later version.
    expect(await store().health.list()).toMatchObject([
      { version: known!.version + 1, error: { message: 'erased' } },
    ]);
    const [incident] = (await store().incidents.list(EVERY_INCIDENT, { limit: 1, after: null })).rows;
    const last = { jobId: 'erased', eventId: 'erased', event: 'job.progress', error: { code: 'HTTP_500' } };
    expect(incident).toMatchObject({
      version: before!.version + 1,
      errorClass: `erased ${before!.id}`,
      error: { message: 'erased is unknown' },
      first: last,
      last,
      timeline: [{ kind: 'failing', text: 'erased is unknown' }],
    });
    const own = { ...ANY_EVENT, types: ['webhook.digest'] };
    const [digest] = (await store().history.events(own, { limit: 1, after: null })).rows;
    expect(JSON.parse((await store().events.find(digest!.id))!.data)).toEqual({
      job_ids: ['erased', 'another'],
      message: '1 × erased is unknown',
      job_id: 'erased',
      event_id: 'erased',
    });
    expect(await store().views.list()).toEqual([]);
    const entries = await store().access.entries(10, null);
    expect(entries.find(({ action }) => action === 'views.create')!.detail).toEqual({ name: 'of erased' });
    const running = (await store().repair.operations(2, null)).find(({ state }) => state === 'running');
    expect(running!.filter).toMatchObject({
      where: [{ test: { of: 'text', text: 'erased' } }],
      query: 'erased',
    });
  });

  it('forgets who pressed what in messages of the job', async () => {
    const one = job();
    const [deliveryId] = await one.report([endpoints()[0]!], 1);
    await one.settle([deliveryId!]);
    const use = { deliveryId: deliveryId!, action: 'retry' };
    await store().actions.begin(use, { actor: 'ana', via: 'link' });
    await run((await start(one)).id);
    expect(await store().actions.find(use)).toBeNull();
  });

  it('waits for attempts under way, and lists what can be cancelled', async () => {
    const one = job();
    const [sending] = await one.report([endpoints()[0]!], 1);
    const [pending] = await one.report([endpoints()[0]!], 1, false);
    const { id } = await start(one);
    await erasures().take('mine', LEASE_MS);
    expect(await erasures().step(hold(id), 10)).toMatchObject({ waits: true, erasure: { state: 'running' } });
    expect(await erasures().pending(one.jobId, 10)).toEqual([pending]);
    await store().repair.cancel(pending!, 'cancelled_by_operator');
    expect(await erasures().step(hold(id), 10)).toMatchObject({ waits: false, erasure: { events: 1 } });
    await one.settle([sending!]);
    expect(await run(id)).toMatchObject({ events: 2, deliveries: 2, attempts: 1 });
  });

  it('is continued where it stood, by whoever takes it once its lease has run out', async () => {
    const one = job();
    await one.settle(await one.report([endpoints()[0]!], 5));
    const { id } = await start(one);
    expect(await erasures().take('mine', LEASE_MS)).toMatchObject({ id, jobId: one.jobId });
    expect(await erasures().take('theirs', LEASE_MS)).toBeNull();
    await erasures().step(hold(id), 2);
    await harness().reopen();
    await harness().advance(LEASE_MS + 1);
    expect(await erasures().take('theirs', LEASE_MS)).toMatchObject({ id, events: 2 });
    expect(await erasures().step(hold(id), 2)).toBeNull();
    expect(await erasures().step({ id, token: 'theirs', leaseMs: LEASE_MS }, 2)).toMatchObject({
      erasure: { events: 4 },
    });
  });

  it('deletes events of a type before their time, along the order of their acceptance, but no open ones', async () => {
    const [one, other] = [job(), job()];
    await one.settle(await one.report(endpoints(), 3));
    await other.report([endpoints()[0]!], 1);
    await harness().advance(1_000);
    await other.settle(await other.report([endpoints()[0]!], 1));
    const purge = { pattern: 'job.*', except: [], before: harness().now(), after: null };
    const { purgeTypes } = store().upkeep;
    const run = (over: object) => purgeTypes.call(store().upkeep, { ...purge, ...over });
    expect(await run({ except: ['job.progress'] })).toEqual({ deleted: 0, next: null });
    expect(await run({ pattern: 'other.*' })).toEqual({ deleted: 0, next: null });
    expect(await run({ after: { at: harness().now(), id: '' } })).toEqual({ deleted: 0, next: null });
    expect(await run({})).toEqual({ deleted: 3, next: null });
    expect([(await one.events()).length, (await other.events()).length]).toEqual([0, 2]);
    expect(await run({ before: harness().now() + 1 })).toEqual({ deleted: 1, next: null });
  });

  it('lists erasures, newest first, and finds one', async () => {
    const first = await start(job());
    await harness().advance(1);
    const second = await start(job());
    expect((await erasures().list(10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await erasures().find(first.id)).toEqual(first);
    expect(await erasures().find(uuid())).toBeNull();
  });
}
