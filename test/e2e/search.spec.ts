import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type GatewayProcess, type Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forFile();
const WEBHOOKS = '/api/webhooks';

let gateway: GatewayProcess;
let crm: Json;
let archive: Json;
let late: Json;

beforeAll(async () => {
  const good = await stage.receiver();
  const bad = await stage.receiver(({ body }) => (body.includes('"fr"') ? 503 : 200));
  gateway = await stage.gateway({});
  const add = async (name: string, url: string, events: string[]): Promise<Json> =>
    (await gateway.post(`${WEBHOOKS}/endpoints`, { name, url, events, max_retries: 0 })).body.endpoint;
  crm = await add('The CRM', bad.url('/hook'), ['job.*']);
  archive = await add('Archive', good.url(), ['job.completed']);
  late = await add('Late', good.url('/late'), ['never.sent']);
  for (const [n, country] of ['fr', 'de', 'fr'].entries())
    await gateway.trigger({
      event: n === 1 ? 'job.failed' : 'job.completed',
      id: `order-${n}-a6f2`,
      data: { job_id: `job_17_${n}zz`, parameters: { country }, note: '=1+1' },
    });
  await gateway.trigger({ event: 'lost.one', id: '=cmd|calc', data: { job_id: '@job', n: 5 } });
  await gateway.request('PATCH', `${WEBHOOKS}/endpoints/${late.id}`, {
    headers: { 'content-type': 'application/json' },
    body: '{"events":["job.*"]}',
  });
  await until('all was sent', async () => (await list('deliveries', 'state:failed')).length === 2);
}, START_MS);

const get = (path: string) => gateway.get(WEBHOOKS + path);

async function list(page: 'events' | 'deliveries', q: string): Promise<string[]> {
  const { status, body } = await get(`/${page}?q=${encodeURIComponent(q)}`);
  expect([q, status, body]).toEqual([q, 200, body]);
  return body[page].map((row: Json) => (page === 'events' ? row.id : `${row.event_id}>${row.webhook_id}`));
}

describe('A query', () => {
  it.each([
    ['data.parameters.country:fr', ['order-2-a6f2', 'order-0-a6f2']],
    ['endpoint:crm status:503', ['order-2-a6f2', 'order-0-a6f2']],
    ['endpoint:archive -data.parameters.country:de', ['order-2-a6f2', 'order-0-a6f2']],
    ['unrouted:yes', ['=cmd|calc']],
    ['last:1h type:job.failed', ['order-1-a6f2']],
    ['to:2020-01-01', []],
  ])('lists the events of %s', async (q, ids) => {
    expect(await list('events', q)).toEqual(ids);
  });

  it('lists deliveries, and says how far the search went', async () => {
    expect(await list('deliveries', 'endpoint:"the crm" state:failed data.parameters.country:fr')).toEqual([
      `order-2-a6f2>${crm.webhook_id}`,
      `order-0-a6f2>${crm.webhook_id}`,
    ]);
    expect((await get('/events?q=last:1h')).body.searched_to).toBeNull();
  });

  it('is refused with the place of each fault and what is accepted there', async () => {
    const { status, body } = await get(`/events?q=${encodeURIComponent('type:job.* statsu:429 last:soon')}`);
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { field: 'q', column: 12, message: 'q, column 12: There is no field statsu. Did you mean status?' },
      { field: 'q', column: 28, message: expect.stringContaining('last is a duration: 30m, 2h') },
    ]);
  });

  it('chooses the events of a replay, as a list of ids does', async () => {
    const count = async (source: object): Promise<number> =>
      (await gateway.post(`${WEBHOOKS}/endpoints/${late.id}/replay`, { ...source, dry_run: true })).body
        .count;
    expect(await count({ q: 'type:job.completed' })).toBe(2);
    expect(await count({ id: ['order-1-a6f2', 'nobody'] })).toBe(1);
  });
});

describe('Counting events', () => {
  it('sums them by step, routing and type', async () => {
    const { event_counts: counts } = (await get('/event-counts?q=last:1h')).body;
    const sum = (numbers: number[]): number => numbers.reduce((all, one) => all + one, 0);
    expect([sum(counts.total), sum(counts.unrouted), counts.count]).toEqual([4, 1, 4]);
    expect(counts.types.map((one: Json) => [one.type, sum(one.counts)])).toEqual([
      ['job.completed', 2],
      ['job.failed', 1],
      ['lost.one', 1],
    ]);
    expect(counts.total.length).toBeLessThanOrEqual(60);
    expect([counts.counted_to, counts.next_cursor]).toEqual([null, null]);
  });
});

describe('The search', () => {
  const found = async (q: string): Promise<Json> =>
    (await get(`/search?q=${encodeURIComponent(q)}`)).body.search;

  it.each(['order-1', 'R-1-a6', '1-A6F2'])('finds an event by the fragment %s of its id', async (q) => {
    expect((await found(q)).events.map(({ id }: Json) => id)).toEqual(['order-1-a6f2']);
  });

  it('finds endpoints, jobs, deliveries, errors and event types', async () => {
    const { deliveries } = (await get('/deliveries?state=failed&limit=1')).body;
    const id: string = deliveries[0].id;
    expect((await found('crm')).endpoints).toEqual([
      expect.objectContaining({ id: crm.id, name: 'The CRM' }),
    ]);
    expect((await found('127.0.0.1')).endpoints).toHaveLength(3);
    expect((await found('_1zz')).jobs).toEqual([
      expect.objectContaining({ job_id: 'job_17_1zz', last_event: 'job.failed' }),
    ]);
    for (const part of [id.slice(0, 13), id.slice(-7), id.slice(9, 30)])
      expect((await found(part)).deliveries.map((one: Json) => one.id)).toContain(id);
    expect((await found('503 resp')).errors).toEqual([expect.objectContaining({ last_status: 503 })]);
    expect((await found('timeou')).event_types.map((one: Json) => one.type)).toContain('job.timeout');
    expect(await found('x')).toMatchObject({ endpoints: [], events: [], searched_to: null });
  });
});

describe('An export', () => {
  it('is the whole list as CSV that no spreadsheet runs', async () => {
    const { status, body, headers } = await get('/export/events.csv?q=last:1h');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="events-[\d-]{10}T\d{4}\.csv"$/,
    );
    const [names, ...lines] = (body as string).trimEnd().split('\r\n');
    expect(names).toMatch(/^id,type,job_id,timestamp,accepted_at,deliveries,/);
    expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
      ["'=cmd|calc", 'lost.one', "'@job"],
      ['order-2-a6f2', 'job.completed', 'job_17_2zz'],
      ['order-1-a6f2', 'job.failed', 'job_17_1zz'],
      ['order-0-a6f2', 'job.completed', 'job_17_0zz'],
    ]);
  });

  it('is NDJSON of the rows of the list', async () => {
    const { body } = await get(`/export/deliveries.ndjson?state=failed,delivered&endpoint=${archive.id}`);
    const rows = (body as string)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    const { deliveries } = (await get(`/deliveries?state=failed,delivered&endpoint=${archive.id}`)).body;
    expect(rows).toEqual(deliveries);
  });

  it('refuses an unknown field before it begins', async () => {
    expect((await get('/export/events.csv?q=statsu:1')).status).toBe(400);
    expect((await get('/export/events.csv?nobody=1')).status).toBe(400);
  });
});

describe('The words of queries', () => {
  it('are fields with their values, and paths of data with values that were seen', async () => {
    const { fields, paths } = (await get('/query-fields?page=deliveries')).body;
    const named = (name: string): Json => fields.find((field: Json) => field.name === name);
    expect(named('endpoint').values).toEqual(['The CRM', 'Archive', 'Late']);
    expect(named('state').values).toContain('failed');
    expect([named('unrouted'), named('event').example]).toEqual([undefined, 'event:order-7']);
    const country = paths.find(({ path }: Json) => path === 'data.parameters.country');
    expect(country.values).toEqual(expect.arrayContaining(['fr', 'de']));
  });
});

describe('A saved view', () => {
  it('is kept, audited, and refused where its query is none', async () => {
    const draft = { page: 'events', name: 'France', q: 'data.parameters.country:fr' };
    const { status, body } = await gateway.post(`${WEBHOOKS}/views`, draft);
    expect([status, body.view]).toEqual([201, expect.objectContaining(draft)]);
    const wrong = await gateway.post(`${WEBHOOKS}/views`, { ...draft, name: 'Wrong', q: 'statsu:1' });
    expect([wrong.status, wrong.body.errors[0].column]).toEqual([422, 1]);
    const taken = await gateway.post(`${WEBHOOKS}/views`, { ...draft, name: 'FRANCE', q: 'last:1h' });
    expect([taken.status, taken.body.code]).toEqual([409, 'name_taken']);
    expect((await get('/views')).body.views).toEqual([body.view]);
    const { entries } = (await get('/audit?limit=5')).body;
    expect(
      entries.filter((entry: Json) => entry.action === 'views.create' && entry.outcome === 'done'),
    ).toEqual([expect.objectContaining({ detail: expect.objectContaining({ name: 'France' }) })]);
  });
});

describe('A long list', () => {
  it('is exported beyond its first page', async () => {
    const events = Array.from({ length: 450 }, (_, n) => ({ event: 'many.one', data: { n } }));
    await gateway.post(`${WEBHOOKS}/events`, { events });
    const { body } = await get('/export/events.csv?type=many.*');
    expect((body as string).split('\r\n')).toHaveLength(452);
  });
});

describe('An operation', () => {
  it('repairs what a query chooses, and shows the query', async () => {
    const filter = { q: 'endpoint:crm state:failed data.parameters.country:fr' };
    const dry = await gateway.post(`${WEBHOOKS}/deliveries/redeliver`, { filter, dry_run: true });
    expect(dry.body).toMatchObject({ count: 2, complete: true });
    const { body } = await gateway.post(`${WEBHOOKS}/deliveries/redeliver`, { filter });
    const done = await until('the operation is done', async () => {
      const { operation } = (await get(`/operations/${body.operation.id}`)).body;
      return operation.state === 'done' && operation;
    });
    expect(done).toMatchObject({ processed: 2, succeeded: 2, filter: { q: filter.q } });
  });
});
