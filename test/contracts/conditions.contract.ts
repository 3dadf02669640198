import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import type { NextState } from '../../src/modules/model/delivery.js';
import { compileQuery } from '../../src/modules/history/language/compile-query.js';
import { foldIntoDeliveries, foldIntoEvents } from '../../src/modules/history/language/fold-query.js';
import { parseQuery } from '../../src/modules/history/language/parse-query.js';
import type { QueryPage } from '../../src/modules/history/language/query-fields.js';
import { Redactor } from '../../src/modules/model/redactor.js';
import { ANY_DELIVERY, type Named, type Position } from '../../src/modules/store/history-store.js';
import type { StoredEndpoint } from '../../src/modules/store/endpoint-store.js';
import { attemptWith } from './history-model.js';
import type { Harness } from './store.contract.js';

const MINUTE_MS = 60_000;

interface Made {
  readonly id: string;
  readonly type?: string;
  readonly jobId?: string;
  readonly data: string;
  readonly mismatch?: string;
  /** The end of its delivery to each of the endpoints; a status is that of a failed attempt. */
  readonly ends?: readonly ('delivered' | number)[];
}

const EVENTS: readonly Made[] = [
  {
    id: 'plain',
    data: '{"job_id":"job_17","n":5,"parameters":{"country":"fr"}}',
    jobId: 'job_17',
    ends: ['delivered'],
  },
  {
    id: 'other-a6f2gu',
    data: '{"n":50,"parameters":{"country":"FR"},"tags":["urgent","night"]}',
    ends: [429, 'delivered'],
  },
  {
    id: 'third',
    type: 'job.failed',
    jobId: 'job_170',
    data: '{"n":"5","parameters":{"country":null},"error":"it \\"broke\\""}',
    ends: [503, 429],
  },
  {
    id: 'bare',
    type: 'job.fialed',
    data: '{"on":true,"list":[{"name":"x"},2],"0":"zero","a key":1.5,"100%":"_"}',
  },
  { id: 'system', type: 'webhook.disabled', data: '{}' },
  {
    id: 'wrong',
    data: '{"n":-1,"on":false,"empty":[]}',
    mismatch: 'data.x is required.',
    ends: ['delivered'],
  },
  { id: 'nul', data: '{"job_id":"\\u0000","text":"a\\u0000b \\ud800 c","found":"yes"}' },
  { id: 'deep', data: `{"found":"deep","a":${'['.repeat(3_000)}${']'.repeat(3_000)}}` },
];

/** Facts that every driver promises of queries: the rows that they mean, whatever the data of others. */
export function conditionsContract(name: string, open: () => Promise<Harness>): void {
  describe(`${name} store, queries:`, () => {
    let harness: Harness;
    let endpoints: StoredEndpoint[];
    let start: number;
    const eventOfDelivery = new Map<string, string>();

    beforeAll(async () => {
      harness = await open();
      endpoints = await harness.store.endpoints.sync(
        ['crm', 'slack'].map((one) => ({
          fingerprint: one,
          webhookId: one,
          adapter: 'generic',
          maskedUrl: '***',
        })),
      );
      start = harness.now();
      for (const [nth, event] of EVENTS.entries()) await accept(event, start + nth * MINUTE_MS);
    }, 60_000);
    afterAll(() => harness.close());

    async function accept(
      { id, type = 'job.completed', data, jobId, mismatch, ends = [] }: Made,
      acceptedAt: number,
    ) {
      const deliveries = ends.map((end, nth) => ({
        id: uuid({ msecs: acceptedAt + nth }),
        endpointId: endpoints[nth]!.id,
        webhookId: endpoints[nth]!.webhookId,
        leaseToken: 'token',
        end,
      }));
      const event = { id, type, data, timestamp: 'then', acceptedAt };
      await harness.store.events.accept(
        [
          {
            event,
            contentHash: null,
            ...(jobId && { jobId }),
            ...(mismatch && { mismatch }),
            deliveries: deliveries.map(({ id, endpointId, webhookId, leaseToken }) => ({
              id,
              endpointId,
              webhookId,
              leaseToken,
            })),
          },
        ],
        30_000,
      );
      await harness.store.queue.settle(
        deliveries.map(({ id: deliveryId, end }) => {
          eventOfDelivery.set(deliveryId, id);
          const error = end === 'delivered' ? null : { code: `HTTP_${end}`, message: `HTTP ${end} response` };
          const next: NextState = error ? { state: 'failed', reason: error.code } : { state: 'delivered' };
          const attempt = { ...attemptWith(acceptedAt, error), status: end === 'delivered' ? 200 : end };
          return { deliveryId, leaseToken: 'token', attempt, next };
        }),
      );
    }

    const conditions = (query: string, page: QueryPage) => {
      const endpointsLike = (text: string) =>
        endpoints.filter(({ webhookId }) => webhookId.includes(text)).map(({ id }) => id);
      const { conditions, faults } = compileQuery(parseQuery(query), {
        page,
        now: start + 60 * MINUTE_MS,
        endpointsLike,
        masked: new Redactor([]),
      });
      expect(faults).toEqual([]);
      return conditions;
    };
    const none = { types: null, jobId: null, from: null, to: null };
    /** Ids of the events that match, the oldest first. */
    const events = async (query: string) => {
      const filter = foldIntoEvents(none, conditions(query, 'events'));
      const page = await harness.store.history.events(filter, { limit: 50, after: null, oldestFirst: true });
      expect(page.next).toBeNull();
      return page.rows.map(({ id }) => id);
    };
    const deliveries = async (query: string) => {
      const filter = foldIntoDeliveries(ANY_DELIVERY, conditions(query, 'deliveries'));
      const { rows } = await harness.store.history.deliveries(filter, {
        limit: 50,
        after: null,
        oldestFirst: true,
      });
      const counted = await harness.store.history.count(filter, null);
      expect(counted.count).toBe(rows.length);
      return rows.map(({ id, webhookId }) => `${eventOfDelivery.get(id)}>${webhookId}`);
    };
    const ALL = EVENTS.map(({ id }) => id);
    const but = (...left: string[]) => ALL.filter((id) => !left.includes(id));

    it.each<[string, readonly string[]]>([
      ['data.parameters.country:fr', ['plain', 'other-a6f2gu']],
      ['-data.parameters.country:fr', but('plain', 'other-a6f2gu')],
      ['data.parameters.country:null', ['third']],
      ['data.parameters.country:*', ['plain', 'other-a6f2gu']],
      ['data.parameters:*', ['plain', 'other-a6f2gu', 'third']],
      ['data.parameters:fr', []],
      ['data.n:5', ['plain', 'third']],
      ['data.n:>=5', ['plain', 'other-a6f2gu']],
      ['data.n:>5', ['other-a6f2gu']],
      ['data.n:-3..5', ['plain', 'wrong']],
      ['data.n:<0', ['wrong']],
      ['data.on:true', ['bare']],
      ['data.on:true,false', ['bare', 'wrong']],
      ['data.tags:urgent', ['other-a6f2gu']],
      ['data.tags:*nig*', ['other-a6f2gu']],
      ['data.tags[1]:night', ['other-a6f2gu']],
      ['data.tags.1:night', []],
      ['data.0:zero', ['bare']],
      ['data[0]:zero', []],
      ['data.list[0].name:X', ['bare']],
      ['data.list:2', ['bare']],
      ['data.list:x', []],
      ['data.empty:*', ['wrong']],
      ['data.empty:x', []],
      ['data["a key"]:1.5', ['bare']],
      ['data.100%:_', ['bare']],
      ['data.error:"it \\"broke\\""', ['third']],
      ['data.found:yes', ['nul']],
      ['data.job_id:*', ['plain', 'nul']],
      ['"it \\"broke\\""', ['third']],
      ['a6f2', ['other-a6f2gu']],
      ['URGENT', ['other-a6f2gu']],
      ['job_17', ['plain', 'third']],
      ['job:job_17', ['plain']],
      ['job:JOB_17*', ['plain', 'third']],
      ['job:*70', ['third']],
      ['job:*', ['plain', 'third']],
      ['-job:job_17', but('plain')],
      ['id:6F2', ['other-a6f2gu']],
      ['type:job.failed,job.fialed', ['third', 'bare']],
      ['-type:job.*', ['system']],
      ['unrouted:yes', ['bare', 'nul', 'deep']],
      ['-unrouted:yes', ['plain', 'other-a6f2gu', 'third', 'wrong']],
      ['unrouted:no', ['plain', 'other-a6f2gu', 'third', 'wrong']],
      ['mismatch:yes', ['wrong']],
      ['mismatch:no', but('wrong')],
      ['status:429', ['other-a6f2gu', 'third']],
      ['status:429 endpoint:crm', ['other-a6f2gu']],
      ['status:5xx', ['third']],
      ['status:>=400', ['other-a6f2gu', 'third']],
      ['-status:429', but('other-a6f2gu', 'third')],
      ['endpoint:slack', ['other-a6f2gu', 'third']],
      ['state:failed', ['other-a6f2gu', 'third']],
      ['error:"503 resp"', ['third']],
      ['last:55m', ALL.slice(5)],
      ['last:55m -id:deep', ['wrong', 'nul']],
      ['type:job.* data.parameters.country:fr status:429 -id:zzz', ['other-a6f2gu']],
    ])('finds the events of %s', async (query, ids) => {
      expect(await events(query)).toEqual(ids);
    });

    it.each<[string, readonly string[]]>([
      ['status:429', ['other-a6f2gu>crm', 'third>slack']],
      ['status:429 endpoint:crm', ['other-a6f2gu>crm']],
      ['-status:429 state:failed', ['third>crm']],
      ['data.parameters.country:fr state:delivered', ['plain>crm', 'other-a6f2gu>slack']],
      ['event:a6f2', ['other-a6f2gu>crm', 'other-a6f2gu>slack']],
      ['job:job_17*', ['plain>crm', 'third>crm', 'third>slack']],
      ['type:job.failed attempts:>=1', ['third>crm', 'third>slack']],
      ['attempts:>1', []],
      ['mismatch:yes', ['wrong>crm']],
      ['URGENT error:http_429,http_5', ['other-a6f2gu>crm']],
      ['status:none', []],
    ])('finds the deliveries of %s', async (query, found) => {
      expect(await deliveries(query)).toEqual(found);
    });

    it('counts events by step and type, from one position to the next', async () => {
      const steps = { from: start, stepMs: 3 * MINUTE_MS };
      const counted = async (query: string, after: Position | null = null) =>
        harness.store.history.eventCounts(foldIntoEvents(none, conditions(query, 'events')), steps, after);
      const { counts, next } = await counted('-type:webhook.*');
      expect(next).toBeNull();
      const sorted = counts.toSorted(
        (one, other) => one.step - other.step || (one.type < other.type ? -1 : 1),
      );
      expect(sorted).toEqual([
        { step: 0, type: 'job.completed', bare: false, count: 2 },
        { step: 0, type: 'job.failed', bare: false, count: 1 },
        { step: 1, type: 'job.completed', bare: false, count: 1 },
        { step: 1, type: 'job.fialed', bare: true, count: 1 },
        { step: 2, type: 'job.completed', bare: true, count: 2 },
      ]);
      const older = await counted('data.parameters.country:fr', {
        at: start + MINUTE_MS,
        id: 'other-a6f2gu',
      });
      expect(older.counts).toEqual([{ step: 0, type: 'job.completed', bare: false, count: 1 }]);
    });

    it.each<[Named, string, readonly string[]]>([
      ['event', 'b', ['bare']],
      ['event', '', [...ALL].sort().slice(0, 3)],
      ['event', 'B', []],
      ['job', 'job_17', ['job_17', 'job_170']],
      ['job', 'ob_17', []],
    ])('lists the ids of each %s that begin with "%s"', async (named, text, ids) => {
      expect(await harness.store.history.beginningWith(named, text, 3)).toEqual(ids);
    });

    it('lists no incident among the jobs, whose place its id has in system events', async () => {
      const id = '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c';
      const data = JSON.stringify({ incident_id: id });
      const event = { id: 'own', type: 'webhook.endpoint_failing', data, timestamp: '', acceptedAt: 0 };
      await harness.store.events.accept([{ event, contentHash: null, jobId: id, deliveries: [] }], 1_000);
      expect(await harness.store.history.beginningWith('job', id, 3)).toEqual([]);
    });

    it('lists the ids of deliveries that begin with any part of one', async () => {
      const [id] = [...eventOfDelivery.keys()] as [string];
      for (const length of [1, 8, 9, 14, 36])
        expect(await harness.store.history.beginningWith('delivery', id.slice(0, length), 20)).toContain(id);
      const other = id.startsWith('f') ? 'e' : 'f';
      expect(await harness.store.history.beginningWith('delivery', other, 20)).toEqual([]);
    });

    it('finds rows by their ids and by parts of them', async () => {
      const [[one], [other]] = [[...eventOfDelivery.keys()], [...eventOfDelivery.keys()].slice(1)] as [
        [string],
        [string],
      ];
      const list = async (filter: object) =>
        (
          await harness.store.history.deliveries({ ...ANY_DELIVERY, ...filter }, { limit: 50, after: null })
        ).rows.map(({ id }) => id);
      expect(await list({ ids: [one, uuid()] })).toEqual([one]);
      const middle = other.slice(20, 34).toUpperCase();
      expect(await list(foldIntoDeliveries(ANY_DELIVERY, conditions(`id:${middle}`, 'deliveries')))).toEqual([
        other,
      ]);
      const { rows } = await harness.store.history.events(
        { ...none, ids: ['third', 'nobody'] },
        { limit: 5, after: null },
      );
      expect(rows.map(({ id }) => id)).toEqual(['third']);
    });
  });
}
