import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { Attempt, NextState } from '../../src/modules/model/delivery.js';
import { NOTHING_TOLD, type IncidentState } from '../../src/modules/model/incident.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { ANY_DELIVERY } from '../../src/modules/store/history-store.js';
import type { NewIncident, Situation } from '../../src/modules/store/incident-store.js';
import type { Harness } from './store.contract.js';

const LEASE_MS = 30_000;
const ERROR = { code: 'HTTP_500', message: 'HTTP 500 response' };
const FAILED = { state: 'failed', reason: 'HTTP_500' } as const;
const ALL = { open: null, endpointIds: null, codes: null, from: null, to: null };
const PAGE = { limit: 50, after: null };

/** Facts that every driver promises of incidents; to be called where a store has been opened for each fact. */
export function incidentFacts(harness: () => Harness, endpoint: () => StoredEndpoint): void {
  const store = () => harness().store;
  const incidents = () => store().incidents;
  const situation = async (): Promise<Situation> => (await incidents().situation())!;

  const accept = async (type = 'job.x'): Promise<string> => {
    const id = uuid();
    const event = { id: `e-${id}`, type, data: '{}', timestamp: '', acceptedAt: harness().now() };
    const { id: endpointId, webhookId } = endpoint();
    const deliveries = [{ id, endpointId, webhookId, leaseToken: 'lease' }];
    await store().events.accept([{ event, contentHash: null, jobId: 'j1', deliveries }], LEASE_MS);
    return id;
  };
  const settle = async (ids: readonly string[], next: NextState, number = 1): Promise<void> => {
    const isOver = next.state === 'delivered';
    const attempt: Attempt = {
      number,
      startedAt: harness().now(),
      durationMs: 1,
      status: isOver ? 200 : 500,
      outcome: isOver ? 'delivered' : 'retry',
      errorCode: isOver ? null : ERROR.code,
      errorMessage: isOver ? null : ERROR.message,
      responseBody: null,
    };
    const settled = await store().queue.settle(
      ids.map((deliveryId) => ({ deliveryId, leaseToken: 'lease', attempt, next })),
    );
    expect(settled).toEqual(ids.map(() => true));
  };
  const fail = async (count = 1): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(await accept());
    await settle(ids, FAILED);
    return ids;
  };
  /** Claims all that is due, under the lease of these facts. */
  const claim = () =>
    store().queue.claim({
      rooms: new Map([[endpoint().id, 100]]),
      limit: 100,
      maxBytes: 1e9,
      leaseToken: 'lease',
      leaseMs: LEASE_MS,
    });

  const state = (over: Partial<IncidentState> = {}): IncidentState => ({
    phase: 'exhausted',
    error: ERROR,
    status: 500,
    quiet: false,
    circuitAt: null,
    disabledAt: null,
    first: null,
    last: null,
    timeline: [{ at: 1, kind: 'failed', count: 2 }],
    closedAt: null,
    closedBy: null,
    ...over,
  });
  const incident = (over: Partial<NewIncident> = {}): NewIncident => ({
    ...state(),
    id: uuid(),
    endpointId: endpoint().id,
    errorClass: 'HTTP_500: http n response',
    openedAt: harness().now(),
    ...over,
  });
  const closed = () => state({ phase: 'closed', closedAt: harness().now(), closedBy: 'repaired' });
  const find = async (id: string) => (await incidents().find(id))!;

  it('tells of no trouble while there is none', async () => {
    expect(await incidents().situation()).toBeNull();
    await settle([await accept()], { state: 'delivered' });
    expect(await incidents().situation()).toBeNull();
  });

  it('gets each delivery that fails for good with its last attempt, in the transaction that ends it', async () => {
    const [id] = await fail();
    await harness().reopen();
    expect(await situation()).toMatchObject({
      now: harness().now(),
      endpoints: [{ endpointId: endpoint().id, removed: false, circuit: null, disabled: null }],
      incidents: [],
      failures: [
        {
          deliveryId: id,
          endpointId: endpoint().id,
          attempt: 1,
          status: 500,
          error: ERROR,
          reason: 'HTTP_500',
          eventId: `e-${id}`,
          event: 'job.x',
          jobId: 'j1',
          at: harness().now(),
          failedAt: harness().now(),
        },
      ],
    });
  });

  it('gets deliveries that fail without an attempt', async () => {
    const id = await accept();
    await store().queue.settle([
      { deliveryId: id, leaseToken: 'lease', attempt: null, next: { state: 'pending', dueAt: 0 } },
    ]);
    await harness().advance(10);
    await store().queue.expire(new Map([[endpoint().id, harness().now()]]), 10);
    expect((await situation()).failures).toMatchObject([
      { deliveryId: id, attempt: null, reason: 'expired', error: { code: 'expired', message: 'expired' } },
    ]);
  });

  it('opens one incident of an endpoint and class at a time, with all it says, and files its deliveries', async () => {
    const ids = await fail(2);
    const failures = (await situation()).failures;
    const { endpointId: _, reason: __, failedAt: ___, ...evidence } = failures[0]!;
    const first = incident({ first: evidence, last: evidence, circuitAt: 5, disabledAt: 6, quiet: true });
    expect(await incidents().open(first, ids)).toBe(true);
    expect(await incidents().open(incident(), ids)).toBe(false);
    await harness().reopen();
    const stored = {
      ...first,
      failed: 2,
      told: NOTHING_TOLD,
      version: 1,
      acknowledgedAt: null,
      acknowledgedBy: null,
      note: null,
    };
    expect(await find(first.id)).toEqual(stored);
    expect(await situation()).toMatchObject({
      failures: [],
      incidents: [{ ...stored, unsettled: true, emptied: false }],
    });
    expect(await incidents().open(incident({ errorClass: 'another' }), [])).toBe(true);
  });

  it('changes an incident for the first of several nodes alone', async () => {
    const [id] = await fail();
    const opened = incident();
    await incidents().open(opened, [id!]);
    const known = await find(opened.id);
    const [more] = await fail();
    const failing = state({ phase: 'failing', circuitAt: 7 });
    expect(await incidents().change(known, failing, [more!])).toBe(true);
    expect(await incidents().change(known, state({ phase: 'disabled' }), [more!])).toBe(false);
    expect(await find(opened.id)).toMatchObject({ phase: 'failing', circuitAt: 7, failed: 2, version: 2 });
  });

  it('closes no incident while deliveries of it are failed or being redelivered, and forgets none that fails again', async () => {
    const [id] = await fail();
    const opened = incident();
    await incidents().open(opened, [id!]);
    const close = async () => incidents().change(await find(opened.id), closed(), []);
    expect(await close()).toBe(false);
    await store().repair.redeliver(id!);
    expect(await close()).toBe(false);
    expect(await incidents().counts([opened.id])).toEqual([
      { failed: 0, redelivering: 1, delivered: 0, cancelled: 0 },
    ]);
    await claim();
    await settle([id!], FAILED, 2);
    expect((await situation()).failures).toMatchObject([{ deliveryId: id, attempt: 2 }]);
    await incidents().change(await find(opened.id), state(), [id!]);
    expect(await find(opened.id)).toMatchObject({ failed: 1 });
    await store().repair.redeliver(id!);
    await claim();
    await settle([id!], { state: 'delivered' }, 3);
    expect((await situation()).incidents).toMatchObject([{ id: opened.id, unsettled: false }]);
    expect(await close()).toBe(true);
    expect(await find(opened.id)).toMatchObject({ phase: 'closed', closedBy: 'repaired' });
    // The next trouble of the same kind is another incident.
    expect(await incidents().open(incident(), [])).toBe(true);
  });

  it('lists and counts its own deliveries, also those that were redelivered since', async () => {
    const [first, second, other] = await fail(3);
    const opened = incident();
    await incidents().open(opened, [first!, second!]);
    await incidents().open(incident({ errorClass: 'other' }), [other!]);
    await store().repair.redeliver(first!);
    const filter = { ...ANY_DELIVERY, incidentId: opened.id };
    const listed = async (more = {}) =>
      (await store().history.deliveries({ ...filter, ...more }, PAGE)).rows.map(({ id }) => id);
    expect(await listed()).toEqual([second, first]);
    expect(await listed({ states: ['failed'] })).toEqual([second]);
    expect(await listed({ states: ['pending'] })).toEqual([first]);
    expect(await listed({ incidentId: uuid() })).toEqual([]);
  });

  it('follows deliveries that are cancelled after a redelivery', async () => {
    const [id] = await fail();
    const opened = incident();
    await incidents().open(opened, [id!]);
    await store().repair.redeliver(id!);
    await store().repair.cancel(id!, 'by hand');
    expect(await incidents().counts([opened.id, uuid()])).toEqual([
      { failed: 0, redelivering: 0, delivered: 0, cancelled: 1 },
      { failed: 0, redelivering: 0, delivered: 0, cancelled: 0 },
    ]);
  });

  it('follows deliveries that retention deletes', async () => {
    const ids = await fail(2);
    const opened = incident();
    await incidents().open(opened, ids);
    await harness().advance(10);
    await store().upkeep.purge(harness().now(), 100);
    expect((await situation()).incidents).toMatchObject([{ unsettled: false, emptied: true }]);
    expect(await find(opened.id)).toMatchObject({ failed: 2 });
  });

  it('names an incident until its end is told', async () => {
    const opened = incident();
    await incidents().open(opened, []);
    const told = { ...NOTHING_TOLD, phase: 'exhausted', at: 9, failed: 1, count: 1 } as const;
    expect(await incidents().told(await find(opened.id), told)).toBe(true);
    expect(await incidents().told({ ...(await find(opened.id)), version: 1 }, told)).toBe(false);
    await incidents().change(await find(opened.id), closed(), []);
    expect((await situation()).incidents).toMatchObject([{ id: opened.id, told }]);
    await incidents().told(await find(opened.id), { ...told, phase: 'closed' });
    expect(await incidents().situation()).toBeNull();
  });

  it('tells which endpoints are failing, disabled by the gateway, and removed', async () => {
    const { id } = endpoint();
    const health = { stage: 'open', openings: 1, probeInMs: 5_000, failingForMs: 300, failures: 3 } as const;
    await store().health.change(id, 0, { ...health, error: ERROR, quiet: false });
    const now = harness().now();
    expect((await situation()).endpoints).toEqual([
      {
        endpointId: id,
        removed: false,
        disabled: null,
        circuit: {
          openedAt: now,
          probeAt: now + 5_000,
          failingSince: now - 300,
          failures: 3,
          error: ERROR,
          quiet: false,
        },
      },
    ]);
    const cause = { code: 'HTTP_410', quiet: true };
    await store().endpoints.setDisabled(id, { at: 7, reason: 'HTTP_410: HTTP 410 response', cause });
    expect((await situation()).endpoints).toMatchObject([
      { disabled: { at: 7, error: { code: 'HTTP_410', message: 'HTTP 410 response' }, quiet: true } },
    ]);
    await store().endpoints.setDisabled(id, null);
    await store().endpoints.setDisabled(id, { at: 8, reason: 'by an operator' });
    expect((await situation()).endpoints).toMatchObject([{ disabled: null }]);
    await store().endpoints.markRemoved(id);
    expect((await situation()).endpoints).toMatchObject([{ removed: true }]);
  });

  it('files deliveries of removed endpoints with no incident', async () => {
    const ids = await fail(2);
    await incidents().drop(ids);
    expect(await incidents().situation()).toBeNull();
  });

  it('shows the failed attempts of deliveries that are retried, the oldest first', async () => {
    const [one, other] = [await accept(), await accept()];
    await settle([one], { state: 'pending', dueAt: harness().now() + 60_000 });
    const since = harness().now();
    await harness().advance(5);
    await settle([other], { state: 'pending', dueAt: harness().now() + 60_000 });
    const shown = async (at: number) =>
      (await incidents().evidence(endpoint().id, at)).map((of) => of.deliveryId);
    expect(await shown(since)).toEqual([one, other]);
    expect(await shown(since + 1)).toEqual([other]);
    expect(await shown(since + 6)).toEqual([]);
  });

  it('takes remarks of operators: the first to acknowledge is named, the last note stays', async () => {
    const opened = incident();
    await incidents().open(opened, []);
    const remark = incidents().remark.bind(incidents());
    expect(await remark(opened.id, { kind: 'acknowledged', note: 'it’s "on" it', by: 'ana' })).toMatchObject({
      acknowledgedAt: harness().now(),
      acknowledgedBy: 'ana',
      note: 'it’s "on" it',
    });
    await remark(opened.id, { kind: 'acknowledged', note: null, by: 'ben' });
    const last = await remark(opened.id, { kind: 'note', note: 'done', by: 'ben' });
    expect(last).toMatchObject({ acknowledgedBy: 'ana', note: 'done', version: 4 });
    expect(last!.timeline.slice(1)).toEqual([
      { at: harness().now(), kind: 'acknowledged', by: 'ana', text: 'it’s "on" it' },
      { at: harness().now(), kind: 'acknowledged', by: 'ben' },
      { at: harness().now(), kind: 'note', by: 'ben', text: 'done' },
    ]);
    expect(await remark(uuid(), { kind: 'note', note: 'x', by: 'ana' })).toBeNull();
  });

  it('lists incidents by page, state, endpoint, cause and time, the newest first', async () => {
    const made = [];
    for (const code of ['A', 'B', 'C']) {
      const one = incident({ errorClass: code, error: { code, message: code } });
      await incidents().open(one, []);
      made.push(one);
      await harness().advance(10);
    }
    const [a, b, c] = made as [NewIncident, NewIncident, NewIncident];
    await incidents().change(await find(b.id), closed(), []);
    const ids = async (over: object) =>
      (await incidents().list({ ...ALL, ...over }, PAGE)).rows.map(({ id }) => id);
    expect(await ids({})).toEqual([c.id, b.id, a.id]);
    expect(await ids({ open: true })).toEqual([c.id, a.id]);
    expect(await ids({ open: false })).toEqual([b.id]);
    expect(await ids({ codes: ['A', 'Z'] })).toEqual([a.id]);
    expect(await ids({ endpointIds: [endpoint().id], from: a.openedAt + 1, to: c.openedAt })).toEqual([b.id]);
    expect(await ids({ endpointIds: [uuid()] })).toEqual([]);
    const page = await incidents().list(ALL, { limit: 2, after: null });
    expect(page.rows.map(({ id }) => id)).toEqual([c.id, b.id]);
    const rest = await incidents().list(ALL, { limit: 2, after: page.next });
    expect([rest.rows.map(({ id }) => id), rest.next]).toEqual([[a.id], null]);
  });

  it('tells the versions of what is open or closed just now, and deletes what was closed long ago', async () => {
    const [open, over] = [incident(), incident({ errorClass: 'other' })];
    for (const one of [open, over]) await incidents().open(one, []);
    await incidents().change(await find(over.id), closed(), []);
    const versions = async () =>
      Object.fromEntries((await incidents().versions()).map((one) => [one.id, one.version]));
    expect(await versions()).toEqual({ [open.id]: 1, [over.id]: 2 });
    await harness().advance(60_000);
    expect(await versions()).toEqual({ [open.id]: 1 });
    expect(await incidents().purge(harness().now())).toBe(1);
    expect([await incidents().find(over.id), (await find(open.id)).id]).toEqual([null, open.id]);
  });
}
