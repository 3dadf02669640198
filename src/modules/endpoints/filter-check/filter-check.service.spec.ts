import { describe, expect, it } from '@jest/globals';
import type { GatewayConfig } from '../../config/gateway-config.js';
import { parseJson } from '../../model/exact-json.js';
import type { EventStore } from '../../store/event-store.js';
import type { HistoryStore } from '../../store/history-store.js';
import { Redactor } from '../../model/redactor.js';
import { matchesPattern } from '../../model/event-pattern.js';
import { BUILT_IN } from '../../../adapters/catalogue/catalogue.js';
import type { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { FilterCheck, type FilterCheckResult } from './filter-check.service.js';

const TYPES = { types: BUILT_IN } as EventCatalogue;

interface Stored {
  readonly type: string;
  readonly data: string;
}

/** A check over these events, the newest first. */
function checkOver(stored: readonly Stored[], masked: readonly string[] = []): FilterCheck {
  const rows = stored.map((event, at) => ({ ...event, id: `e${at}`, timestamp: 't', acceptedAt: 0 }));
  const events = { find: async (id: string) => rows.find((row) => row.id === id) ?? null };
  const history = {
    events: async ({ types }: { types: readonly string[] | null }, { limit }: { limit: number }) => {
      const found = rows.filter(
        ({ type }) => types === null || types.some((one) => matchesPattern(one, type)),
      );
      return { rows: found.slice(0, limit), next: null };
    },
  };
  const config = { events: ['job.completed', 'job.failed'] };
  return new FilterCheck(
    config as unknown as GatewayConfig,
    history as unknown as HistoryStore,
    events as unknown as EventStore,
    TYPES,
    new Redactor(masked),
  );
}

const COUNTRIES = ['us', 'fr', 'us', 'de'];
const JOBS: readonly Stored[] = [
  ...COUNTRIES.map((country, at) => ({
    type: 'job.completed',
    data: JSON.stringify({ job_id: 5 + at, parameters: { country }, retry_count: at, tags: ['a', 'b'] }),
  })),
  { type: 'render.queue_full', data: '{"queue_length":5}' },
];
const check = (filter: object | null, events?: readonly string[]): Promise<FilterCheckResult> =>
  checkOver(JOBS).check({ filter, events: events ?? null });
const warnings = async (filter: object | null, events?: readonly string[]): Promise<string> =>
  (await check(filter, events)).warnings.join('\n');

describe(FilterCheck.name, () => {
  it('counts how many of the newest events of these types a filter matches', async () => {
    expect(await check({ 'data.parameters.country': 'us' })).toEqual({
      matched: 2,
      examined: 4,
      too_costly: 0,
      summary: 'Matches 2 of the last 4 events.',
      warnings: [],
    });
    expect(await check(null, ['*'])).toMatchObject({ matched: 5, examined: 5, warnings: [] });
    expect(await check({ 'data.queue_length': 5 }, ['render.*'])).toMatchObject({
      summary: 'Matches the last event.',
      warnings: [],
    });
    expect(await check({}, ['job.timeout'])).toMatchObject({
      examined: 0,
      summary: 'No event of these types is stored yet.',
    });
  });

  it('examines 50 events at most, and fewer where they are large', async () => {
    const many = Array.from({ length: 80 }, () => ({ type: 'job.failed', data: '{}' }));
    expect(await checkOver(many).check({ filter: {} })).toMatchObject({ matched: 50, examined: 50 });
    const large = many.map(({ type }) => ({ type, data: JSON.stringify({ text: 'x'.repeat(1_000_000) }) }));
    const { examined } = await checkOver(large).check({ filter: {} });
    expect([examined > 0, examined < 10]).toEqual([true, true]);
  });

  it('counts the events on which a filter is too costly', async () => {
    const data = JSON.stringify({ items: Array.from({ length: 100_000 }, () => 1) });
    const { too_costly: tooCostly, summary } = await checkOver([{ type: 'job.failed', data }]).check({
      filter: { 'data.items': 2 },
    });
    expect([tooCostly, summary]).toEqual([
      1,
      'Does not match the last event. Too costly on 1: their deliveries would fail.',
    ]);
  });

  it.each<[object, string]>([
    [{ 'parameters.country': 'us' }, 'Did you mean data.parameters.country?'],
    [{ 'date.parameters.country': 'us' }, 'Did you mean data.parameters.country?'],
    [{ 'payload.job_id': 5 }, 'Did you mean data.job_id?'],
    [{ $and: [{ country: 'us' }] }, 'Did you mean data.country?'],
    [{ $or: [{ type: 'job.completed' }, { event: 'job.failed' }] }, 'Did you mean event?'],
    [{ 'event.type': 'job.completed' }, 'event is a text. Did you mean event?'],
    [{ event: 5 }, 'event is a text, and is never 5.'],
    [{ timestamp: { $gt: 1_700_000_000 } }, 'timestamp is a text, and is never 1700000000.'],
    [{ data: 'us' }, 'data is an object, and is never "us".'],
    [{ event: 'job.cancelled' }, 'which events (job.completed, job.failed) does not include'],
    [{ event: { $in: ['job.deleted', 'job.timeout'] } }, 'job.deleted or job.timeout'],
    [{ 'data.retry_count': { $gt: 5, $lt: 3 } }, 'above 5 and below 3'],
    [{ 'data.retry_count': { $gt: 5, $lte: 5 } }, 'above 5 and below 5'],
    [{ 'data.retry_count': { $gt: 5, $lt: '9' } }, 'a number and a text'],
    [{ 'data.retry_count': { $exists: false, $gt: 5 } }, 'to be missing and to have a value'],
    [{ $and: [{ 'data.job_id': 5 }, { 'data.job_id': 6 }] }, 'data.job_id is to be 5 and 6'],
    [
      { 'data.retry_count': '2' },
      'data.retry_count is a number in the last 4 events, and is compared with "2", a text.',
    ],
    [
      { 'data.parameters.country': { $gt: 5 } },
      'is a text in the last 4 events, and is compared with 5, a number',
    ],
    [{ 'data.parametres.country': 'us' }, 'Did you mean data.parameters.country?'],
    [
      { 'data.country': 'us' },
      'data.country does not occur in the last 4 events. Did you mean data.parameters.country?',
    ],
    [{ 'data.tags': 5 }, 'data.tags is a text in the last 4 events, and is compared with 5, a number'],
  ])('warns of %j', async (filter, sentence) => {
    expect(await warnings(filter)).toContain(sentence);
  });

  it.each<[object]>([
    [{}],
    [{ 'data.parameters.country': { $ne: 'us' }, 'data.missing': { $exists: false } }],
    [{ 'data.missing': null, 'data.other': { $nin: [1] } }],
    [{ event: { $in: ['job.completed', 'job.other'] } }],
    [{ $or: [{ 'data.job_id': 5 }, { 'data.job_id': 6 }] }],
    [{ 'data.tags': 'a', 'data.retry_count': { $gte: 1, $lt: 2 } }],
    [{ 'data.job_id': { $gte: 5, $lte: 5 } }],
    [{ id: { $gt: 'a' }, timestamp: { $gte: '2026' } }],
    [parseJson('{"data.job_id":{"$gt":154284075601887488}}') as object],
  ])('does not warn of %j', async (filter) => {
    expect(await warnings(filter)).toBe('');
  });

  it.each([
    ['job.finished', 'Did you mean job.completed?'],
    ['job.complete', 'Did you mean job.completed?'],
    ['job.canceled', 'Did you mean job.cancelled?'],
    ['job.falied', 'Did you mean job.failed?'],
    ['jobs.*', 'Did you mean job.*?'],
    ['render.queue_ful', 'Did you mean render.queue_full?'],
    ['invoice.paid', 'no stored event has a type that matches invoice.paid'],
  ])('warns of the event pattern %s', async (pattern, sentence) => {
    expect(await warnings(null, ['job.failed', pattern])).toContain(sentence);
  });

  it('does not warn of types that are known or stored', async () => {
    expect(
      await warnings(null, ['*', 'job.*', 'job.deleted', 'webhook.*', 'render.queue_full', 'render.*']),
    ).toBe('');
  });

  it('tells nothing of values that are masked', async () => {
    const masking = checkOver(JOBS, ['data.parameters.country']);
    const tried = await masking.check({
      filter: { 'data.parameters.country': 'us' },
      events: ['job.completed'],
    });
    expect(tried).toMatchObject({ matched: 0, examined: 4 });
    expect(JSON.stringify(tried)).not.toMatch(/"us"|"fr"|"de"/);
  });

  it('gives the warnings that need no store where the store fails', async () => {
    const failing = { events: () => Promise.reject(new Error('away')) } as unknown as HistoryStore;
    const config = { events: ['job.failed'] } as unknown as GatewayConfig;
    const filters = new FilterCheck(config, failing, {} as EventStore, TYPES, new Redactor([]));
    const saved = { filter: { country: 'us' }, events: ['job.failed'] };
    expect(await filters.warnings(saved, saved)).toEqual([expect.stringContaining('data.country')]);
    expect(await filters.warnings({}, saved)).toEqual([]);
  });
});
