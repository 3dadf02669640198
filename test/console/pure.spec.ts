import { reasonWords } from '../../console/src/parts/state-words.js';
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import * as fc from 'fast-check';
import { OLD_MS, watchAnswers } from '../../console/src/api/answers.js';
import { parseJson } from '../../console/src/api/exact-json.js';
import type { Adapter, Endpoint, OperationFilter, Stats, Status } from '../../console/src/api/types.js';
import {
  actorText,
  changesOf,
  fieldsOf,
  notesOf,
  linkOf,
  recordedOf,
} from '../../console/src/audit/audit-words.js';
import { curlOf } from '../../console/src/deliveries/curl.js';
import {
  endpointOptions,
  repairsOf,
  stateOptions,
  statesToRepair,
  partsWithoutField,
} from '../../console/src/deliveries/filter-words.js';
import {
  draftOf,
  EMPTY,
  filterFault,
  headerFault,
  rateFault,
  type FormValues,
} from '../../console/src/endpoints/form-values.js';
import { ageText, queueWithNow } from '../../console/src/endpoints/queue.js';
import { optionsOf } from '../../console/src/endpoints/option-schema.js';
import { coveredBy, deliveryFilterOf, filterText } from '../../console/src/operations/operation-words.js';
import { lonePoints } from '../../console/src/overview/lone-points.js';
import { peaksOf, withNow } from '../../console/src/overview/backlog.js';
import { count, duration, length, pretty, relative, visible } from '../../console/src/parts/format.js';
import { subjectOf } from '../../console/src/parts/own-events.js';
import { errorMessage, placeError } from '../../console/src/parts/refusals.js';
import { completeQuery } from '../../console/src/query/complete-query.js';
import { firstWanted } from '../../console/src/preview/choice.js';
import { piecesOf } from '../../src/adapters/discord/preview/pieces.js';
import { deliverySearch, parseSearch, stringifySearch } from '../../console/src/search.js';
import { escapeDiscord } from '../../src/adapters/discord/discord-text.js';
import { until } from '../support/until.js';

describe('A refusal of the gateway', () => {
  const faults = ['name', 'rate'].map((field) => ({ field, message: `${field} is wrong.` }));
  const refusalOf = (message: string) => Object.assign(new Error(message), { fields: faults });
  const refusal = refusalOf('name is wrong. rate is wrong.');

  it('is told once, with every fault', () => {
    expect(errorMessage(refusal)).toBe('name is wrong. rate is wrong.');
    expect(errorMessage(refusalOf('Not possible.'))).toBe('Not possible. name is wrong. rate is wrong.');
  });

  it('is shown beside the fields that a form has, and below them for the others', () => {
    const { of: fault, rest } = placeError(refusal, ['name']);
    expect([fault('name'), fault('rate'), rest?.message]).toEqual([
      'name is wrong.',
      undefined,
      'rate is wrong.',
    ]);
    expect(placeError(refusal, ['name', 'rate']).rest).toBeNull();
  });

  it('that names no field is shown below the form', () => {
    const conflict = new Error('The name is taken.');
    expect(placeError(conflict, ['name']).rest).toBe(conflict);
    expect(placeError(null, ['name']).rest).toBeNull();
  });
});

describe('Figures in words', () => {
  it.each([
    [0, '0 ms'],
    [412, '412 ms'],
    [1_500, '1.5 s'],
    [42_000, '42 s'],
    [150_000, '2 min'],
    [3_600_000, '1 h'],
    [12_000_000, '3 h 20 min'],
    [190_000_000, '2 d 4 h'],
    [60 * 86_400_000, '60 d'],
    [1_063 * 86_400_000, '2 years'],
  ])('show %i ms as %s', (ms, text) => {
    expect(duration(ms)).toBe(text);
  });

  it('show the length of a job to the second within an hour', () => {
    expect([42_000, 330_000, 300_000, 3_630_000].map(length)).toEqual(['42 s', '5 min 30 s', '5 min', '1 h']);
  });

  it.each([
    [-2_000, 'now'],
    [-42_300, '42 s ago'],
    [-7_200_000, '2 h ago'],
    [25_400, 'in 25 s'],
  ])('show %i ms from now as %s', (distance, text) => {
    const now = 1_800_000_000_000;
    expect(relative(now + distance, now)).toBe(text);
  });

  it.each([
    [7, '7'],
    [1240, '1,240'],
    [124_400, '124 k'],
    [3_200_000, '3.2 M'],
  ])('show %i as %s', (n, text) => {
    expect(count(n)).toBe(text);
  });

  it('leave text unchanged that is no JSON', () => {
    expect(pretty('<b>')).toBe('<b>');
    expect(pretty('{"a":1}')).toBe('{\n  "a": 1\n}');
  });
});

describe('Text that turns the direction of writing', () => {
  it('is shown as JSON would escape it, and other scripts as they are', () => {
    expect(visible('a\u202eb\u2066c שלום مرحبا\u200f')).toBe('a\\u202eb\\u2066c שלום مرحبا\\u200f');
  });
});

describe('The preview', () => {
  const samples = [{ event: 'job.completed' }, { event: 'job.failed' }];

  it.each([
    [['job.failed'], 'job.failed'],
    [['app.*', 'job.*'], 'job.completed'],
    [['*'], 'job.completed'],
    [['app.done'], 'job.completed'],
  ])('begins, for the event types %j, with %s', (patterns, event) => {
    expect(firstWanted(samples, patterns)).toBe(`sample:${event}`);
  });
});

describe('piecesOf', () => {
  it('parses Discord’s Markdown', () => {
    expect(piecesOf('a \\*b\\* `c` [d](https://e.example/f) <t:1704110400:R>\n```\ng\n```')).toEqual([
      { kind: 'text', text: 'a *b* ' },
      { kind: 'code', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'd', url: 'https://e.example/f' },
      { kind: 'text', text: ' ' },
      { kind: 'time', at: 1_704_110_400_000, style: 'R' },
      { kind: 'text', text: '\n' },
      { kind: 'block', text: 'g' },
    ]);
  });

  it('restores any text that was escaped for Discord, with links to the web only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(piecesOf(escapeDiscord(text))).toEqual(text === '' ? [] : [{ kind: 'text', text }]);
      }),
    );
    expect(piecesOf('[x](javascript:alert(1))')).toEqual([
      { kind: 'text', text: '[x](javascript:alert(1))' },
    ]);
  });
});

describe('curlOf', () => {
  it('gives a shell exactly its arguments, whatever characters they contain', () => {
    const word = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
    fc.assert(
      fc.property(word, word, (value, body) => {
        const command = curlOf({
          method: 'POST',
          url: 'https://x.example/a b',
          headers: { 'X-A': value },
          body,
        });
        const script = command.replace(/^curl/, String.raw`printf '%s\0'`);
        const { stdout } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
        const wanted = ['-X', 'POST', 'https://x.example/a b', '-H', `X-A: ${value}`, '--data-raw', body, ''];
        expect(stdout.split('\0')).toEqual(wanted);
      }),
      { numRuns: 25 },
    );
  });
});

describe('The form of an endpoint', () => {
  it('sends changed fields and no others', () => {
    const headers = [
      { name: 'X-A ', value: 'b:c', stored: false },
      { name: '', value: '', stored: false },
    ];
    const values = { ...EMPTY, url: ' https://a.example ', headers, timeout_ms: 5000 };
    expect(draftOf(values, EMPTY)).toEqual({
      url: 'https://a.example',
      headers: { 'X-A': 'b:c' },
      timeout_ms: 5000,
    });
    expect(draftOf({ ...EMPTY, rate_max: 5, rate_window: 1.5 }, EMPTY)).toEqual({
      rate_limit: { max: 5, window_ms: 1500 },
    });
    expect(draftOf({ ...EMPTY, filter: '' }, { ...EMPTY, filter: '{"a":1}' })).toEqual({ filter: null });
  });

  it('keeps stored headers that are unchanged, and sends none where all were removed', () => {
    const stored = { name: 'X-Old', value: '', stored: true };
    const start = { ...EMPTY, headers: [stored] };
    const added = { name: 'X-New', value: 'n', stored: false };
    const headersSent = (...headers: FormValues['headers']): unknown =>
      draftOf({ ...start, headers }, start).headers;
    expect(headersSent(stored, added)).toEqual({ 'X-Old': '***', 'X-New': 'n' });
    expect(headersSent({ ...stored, value: 'new' })).toEqual({ 'X-Old': 'new' });
    expect(headersSent()).toEqual({});
    expect(headersSent(stored)).toBeUndefined();
  });

  it('brings back what is configured where a field was emptied', () => {
    const start = { ...EMPTY, name: 'app', timeout_ms: 1, rate_max: 3, rate_window: 4, ttl_ms: '1h' };
    const draft = draftOf(EMPTY, { ...start, concurrency: 5, ordering: 'job' });
    expect(draft).toEqual({
      name: null,
      timeout_ms: null,
      ttl_ms: null,
      rate_limit: null,
      concurrency: null,
      ordering: null,
    });
  });

  it('sends no ordering unless one is chosen', () => {
    expect(draftOf(EMPTY, EMPTY)).toEqual({});
    expect(draftOf({ ...EMPTY, ordering: 'none' }, EMPTY)).toEqual({ ordering: 'none' });
  });

  it('refuses a half-filled header or rate limit', () => {
    const row = (name: string, value: string) => ({ name, value, stored: false });
    const rows = [row('', 'a'), row('X-A', 'b'), row('x-a ', 'c'), row('', ' '), row('X-B', '')];
    expect(rows.map((one) => headerFault(one, rows))).toEqual([
      'A header needs a name.',
      'This header is named twice.',
      'This header is named twice.',
      null,
      null,
    ]);
    expect(rateFault('', 5)).toContain('needs both');
    expect([rateFault('', ''), rateFault(5, 1), rateFault(5, '')]).toEqual([null, null, null]);
  });

  it.each(['[1]', '3', '{', '"x"'])('refuses the filter %s', (text) => {
    expect(filterFault(text)).not.toBeNull();
  });
});

describe('deliverySearch', () => {
  it('keeps the parameters of the list’s filter, as text', () => {
    expect(deliverySearch({ state: 'failed', job_id: '12', evil: 'x', error: '', event: { a: 1 } })).toEqual({
      state: 'failed',
      job_id: '12',
    });
  });
});

describe('The parameters of an address', () => {
  it.each(['12345678901234567890', '007', '1e5', 'true', '"a phrase"', '{"a":1}', 'a b+c&d=é', '-'])(
    'are texts, read as they are written: %s',
    (written) => {
      const address = `?${new URLSearchParams({ q: written }).toString()}`;
      expect(deliverySearch(parseSearch(address))).toEqual({ q: written });
      expect(stringifySearch({ q: written, state: undefined })).toBe(address);
    },
  );

  it('leave no question mark where there are none', () => {
    expect(stringifySearch({ q: undefined })).toBe('');
  });
});

describe('A suggestion for a query', () => {
  const words = {
    fields: [{ name: 'type', description: '', values: ['job.failed', 'a "b"'] }],
    paths: [{ path: 'data.country', description: '', values: ['fr'] }],
  };
  /** The query with the first suggestion at the place of `|`. */
  const accepted = (written: string): string | null => {
    const [before = '', after = ''] = written.split('|');
    const text = before + after;
    const found = completeQuery(text, before.length, words);
    return found && text.slice(0, found.from) + found.items[0]!.insert + text.slice(found.to).trimStart();
  };

  it.each([
    ['ty|', 'type:'],
    ['t|yp:job.failed last:2h', 'type:job.failed last:2h'],
    ['t|yp', 'type:'],
    ['-data.c|ount:fr', '-data.country:fr'],
    ['type:job.f|ail last:2h', 'type:job.failed last:2h'],
    ['type:jo|b,other last:2h', 'type:job.failed,other last:2h'],
    ['type:job.|', 'type:job.failed '],
    ['type:"a |x" last:2h', 'type:"a \\"b\\"" last:2h'],
    ['type:job.f|ailed', null],
    ['type:job.failed|', null],
  ])('takes the place of the whole word around the caret: %s', (written, query) => {
    expect(accepted(written)).toBe(query);
  });
});

describe('The filter of the list', () => {
  it.each([
    [undefined, 'All states'],
    ['sending,pending', 'Pending or sending'],
    ['pending', 'Pending'],
    ['failed,cancelled', 'Failed or cancelled'],
    ['nonsense', 'nonsense'],
  ])('shows the states %s as %s', (state, label) => {
    const { options, value } = stateOptions(state);
    expect(options.find((one) => one.value === value)?.label).toBe(label);
  });

  it('shows one endpoint, the number of several, and an endpoint that is not known any more', () => {
    const known = [{ value: 'webhook_1', label: 'The app' }];
    const labels = (endpoint?: string): string[] =>
      endpointOptions(known, endpoint).map(({ label }) => label);
    expect(labels()).toEqual(['The app']);
    expect(labels('webhook_1')).toEqual(['The app']);
    expect(labels('webhook_1,webhook_2')).toEqual(['The app', '2 endpoints']);
    expect(labels('webhook_9')).toEqual(['The app', 'webhook_9']);
  });

  it('shows each part without a field in words', () => {
    expect(partsWithoutField({ state: 'failed', from: 'x' })).toEqual([]);
    expect(partsWithoutField({ event_id: 'e', to: 'tomorrow' })).toEqual([
      { name: 'event_id', words: 'Event ID: e' },
      { name: 'to', words: 'Until tomorrow' },
    ]);
  });

  it.each([
    [undefined, ['redeliver'], 'failed'],
    ['pending', ['retry', 'cancel'], 'pending'],
    ['pending,sending', ['retry', 'cancel'], 'pending'],
    ['sending', ['cancel'], 'sending'],
    ['delivered', ['redeliver'], 'delivered'],
    ['failed,pending', ['redeliver'], 'failed'],
  ] as const)('offers, in %s, to %j those that are %s', (state, actions, states) => {
    expect(repairsOf(state === undefined ? {} : { state })).toEqual(actions);
    for (const action of actions) expect(statesToRepair(action, state)).toBe(states);
  });

  it('offers nothing for overdue deliveries, which the gateway cannot filter', () => {
    expect(repairsOf({ state: 'pending', overdue: 'true' })).toEqual([]);
  });
});

describe('watchAnswers', () => {
  it('reports stale data through all retries until there is an answer', async () => {
    let [now, refuses] = [0, false];
    const client = new QueryClient();
    const answers = watchAnswers(client.getQueryCache(), () => now);
    const queryFn = async (): Promise<number> => (refuses ? Promise.reject(new Error('busy')) : now);
    const query = { queryKey: ['x'], queryFn, retry: true, retryDelay: 5 };
    const leave = new QueryObserver(client, query).subscribe(() => undefined);
    try {
      await until('it has data', () => client.getQueryState(['x'])?.data !== undefined);
      refuses = true;
      void client.invalidateQueries();
      await until('it fails', () => client.getQueryState(['x'])!.fetchFailureCount > 1);
      expect(answers.refusal()).toBeNull();
      void client.invalidateQueries();
      now = OLD_MS;
      expect(await until('it is told', () => answers.refusal())).toEqual(new Error('busy'));
      refuses = false;
      await until('it is answered', () => answers.refusal() === null);
    } finally {
      leave();
      client.clear();
    }
  });
});

describe('The chart of queued deliveries', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const backlog = [
    { at, waiting: null, past_due: null },
    { at, waiting: 7, past_due: 2 },
    { at, waiting: null, past_due: null },
  ];
  const stats = { backlog } as Stats;

  it('extends to now, though the gateway samples at intervals', () => {
    const now = { pending: 3, sending: 1, past_due: 3 } as Status['deliveries'];
    expect(withNow(stats, now).backlog.at(-1)).toEqual({ at, waiting: 4, past_due: 3 });
    expect(withNow(withNow(stats, now), { ...now, pending: 0 }).backlog.at(-1)).toMatchObject({ waiting: 4 });
  });

  it('is summed up by its peak, unknown without samples', () => {
    expect(peaksOf(backlog)).toEqual({ waiting: 7, pastDue: 2 });
    expect(peaksOf([backlog[0]!])).toEqual({ waiting: null, pastDue: null });
  });
});

describe('The options of an adapter', () => {
  it('become form fields by their schema', () => {
    const properties = {
      avatar_url: { type: 'string', format: 'uri', maxLength: 2048 },
      token: { type: 'string' },
      silent: { type: 'boolean' },
      priority: { type: 'integer', minimum: 1, maximum: 5 },
      style: { type: 'string', enum: ['plain', 'card'] },
    };
    const adapter = { options: { properties, required: ['token'] }, secret_options: ['token'] };
    const fields = optionsOf(adapter as unknown as Adapter);
    expect(fields.map(({ label, kind, secret, required }) => [label, kind, secret, required])).toEqual([
      ['Avatar URL', 'text', false, false],
      ['Token', 'text', true, true],
      ['Silent', 'switch', false, false],
      ['Priority', 'number', false, false],
      ['Style', 'choice', false, false],
    ]);
    expect(fields[0]!.hint).toBe('Optional, a URL, at most 2,048 characters');
  });

  it('are sent without empty ones', () => {
    const options = { username: '', avatar_url: 'https://a.example' };
    expect(draftOf({ ...EMPTY, options }, EMPTY)).toEqual({ options: { avatar_url: 'https://a.example' } });
  });
});

describe('A chart', () => {
  const lone = (rows: readonly object[], across = false): boolean[] =>
    rows.map((_, index) => lonePoints(rows, 'value', across)(index));
  const rows = [{ value: 1 }, { value: null }, { value: 2 }, { value: 3 }, {}];

  it('shows a point that no line leads to', () => {
    expect(lone(rows)).toEqual([true, false, false, false, false]);
    expect(lone(rows, true)).toEqual([false, false, false, false, false]);
    expect(lone([{}, { value: 0 }], true)).toEqual([false, true]);
  });
});

describe('Operations and the audit log', () => {
  const filter = { state: ['failed'], endpoint: null, event: ['bulk.*'], job_id: null, event_id: null };
  const all = { ...filter, from: null, to: null, error: null } as OperationFilter;

  it('show their filter in words, and link to its deliveries', () => {
    expect(filterText(all)).toBe('state: failed · event: bulk.*');
    expect(filterText({ ...all, endpoint: ['a', 'b', 'c', 'd'] })).toBe(
      'state: failed · 4 endpoints · event: bulk.*',
    );
    expect(deliveryFilterOf(all)).toEqual({ state: 'failed', event: 'bulk.*' });
  });

  it('say which rows, which query and whose deliveries an operation covers', () => {
    const some = { ...all, event: null, id: ['a', 'b'], q: 'status:5xx', incident: 'i', grouped_in: 'g' };
    expect(filterText(some)).toBe('state: failed · 2 chosen · query: status:5xx · incident: i · digest: g');
    const listed = { state: 'failed', id: 'a,b', q: 'status:5xx', incident: 'i', grouped_in: 'g' };
    expect(coveredBy({ kind: 'redeliver', filter: some })).toEqual(listed);
    // The rows and the query of a replay are of events.
    expect(coveredBy({ kind: 'replay', filter: { ...some, incident: null } })).toEqual({
      state: 'failed',
      grouped_in: 'g',
    });
  });

  it.each([
    ['endpoints.pause', {}, 'endpoint'],
    ['endpoints.delete', {}, null],
    ['deliveries.redeliver', {}, 'delivery'],
    ['deliveries.redeliver', { fields: ['filter', 'rate'] }, 'operations'],
    ['operations.cancel', {}, 'operations'],
  ])('link from %s with %j to: %s', (action, detail, place) => {
    expect(linkOf({ action, detail, target: 'x' })).toBe(place);
  });

  it('name a key that an entry records, and no other', () => {
    const entry = { action: 'keys.rotate', target: '0190' };
    expect(linkOf({ ...entry, detail: { name: 'Ana' } })).toBe('key');
    expect(linkOf({ ...entry, detail: {} })).toBeNull();
  });

  it.each([
    ['done', { fields: ['reason'] }, ''],
    ['done', { origin: { from: 'https://a.test', to: 'https://b.test' } }, 'https://a.test → https://b.test'],
    ['refused', { status: 404 }, 'refused (404)'],
    [
      'refused',
      { status: 401, count: 37, routes: ['POST /api/console/login'] },
      'refused (401) · 37 times · POST /api/console/login',
    ],
    ['refused', { status: 403, count: 1, routes: [] }, 'refused (403)'],
    ['begun', {}, 'outcome unknown'],
  ] as const)('show the outcome %s with %j as: %s', (outcome, detail, words) => {
    expect(notesOf({ outcome, detail })).toBe(words);
  });

  it('show old and new values of the fields that changed, and of secrets that they did', () => {
    const changes = {
      name: { from: 'Jobs', to: 'Video jobs' },
      events: { from: ['*'], to: ['job.*', 'x'] },
      rate: { from: null, to: 5 },
      headers: 'changed',
    };
    expect(changesOf({ detail: { changes } })).toEqual([
      { field: 'name', from: 'Jobs', to: 'Video jobs' },
      { field: 'events', from: '*', to: 'job.*, x' },
      { field: 'rate', from: 'none', to: '5' },
      { field: 'headers', from: null, to: 'changed' },
    ]);
    expect(changesOf({ detail: { fields: ['x'] } })).toEqual([]);
  });

  it('show recorded values, and the names of fields without one', () => {
    const made = { fields: ['name', 'role', 'expires_at'], name: 'Ana', role: 'viewer', console: true };
    expect(recordedOf({ detail: made })).toEqual([
      { field: 'name', from: null, to: 'Ana' },
      { field: 'role', from: null, to: 'viewer' },
    ]);
    expect(fieldsOf({ detail: made })).toBe('expires_at');
    const erased = {
      fields: ['reason'],
      job_digest: '6ac0',
      reason: 'asked',
      counts: { events: 1, deliveries: 6 },
    };
    expect(recordedOf({ detail: erased })).toEqual([
      { field: 'reason', from: null, to: 'asked' },
      { field: 'counts', from: null, to: 'events 1, deliveries 6' },
    ]);
    expect(recordedOf({ detail: { status: 401, count: 3, routes: [], changes: {} } })).toEqual([]);
  });

  it.each([
    ['ana', {}, 'ana'],
    ['ana', { console: true }, 'ana, console'],
    ['console', { key: '1b3af7d2' }, 'console, key 1b3af7d2'],
    ['loopback', {}, 'local (no key)'],
    ['file', {}, 'file'],
  ])('show the actor %s with %j', (actor, detail, words) => {
    expect(actorText({ actor, detail })).toBe(words);
  });
});

describe('The queue of an endpoint', () => {
  const at = '2026-01-01T00:00:00Z';
  const queue = [
    { at, queued: 3, oldest_ms: 100 },
    { at, queued: null, oldest_ms: null },
  ];
  const activity = { queued: 7, oldest_queued_at: at } as Endpoint['activity'];

  it('shows in its last step what is queued now, unless it was longer', () => {
    const now = Date.parse(at) + 500;
    expect(queueWithNow(queue, activity, now)).toEqual([queue[0], { at, queued: 7, oldest_ms: 500 }]);
    const empty = { queued: 0, oldest_queued_at: null } as Endpoint['activity'];
    expect(queueWithNow(queue.slice(0, 1), empty, now)).toEqual([queue[0]]);
    expect(queueWithNow(queue, null, now)).toBe(queue);
    expect(queueWithNow([], activity, now)).toEqual([]);
  });

  it('has ages that differ on an axis', () => {
    expect([0, 40_000, 60_000, 80_000, 599_000, 600_000].map(ageText)).toEqual([
      '0 ms',
      '40 s',
      '1 min',
      '1.3 min',
      '10 min',
      '10 min',
    ]);
  });
});

describe('The job id of an event', () => {
  const ID = '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c';
  it.each([
    ['job.failed', 'job_1', 'job'],
    ['job.failed', ID, 'job'],
    ['action.retry_requested', 'job_1', 'job'],
    ['webhook.endpoint_failing', ID, 'incident'],
    // Written by a version before incidents.
    ['webhook.delivery_exhausted', 'job_1', 'job'],
  ] as const)('is named, for the type %s, %s, by the %s', (type, id, thing) => {
    expect(subjectOf(type, id)).toBe(thing);
  });
});

describe('Numbers of the API', () => {
  it.each([
    '{"n":154284075601887489}',
    '{"n":[1E400,-0,0.10000000000000000055,{"id":9007199254740993}]}',
    '{"n":1,"f":0.1,"e":1e+21,"id":"154284075601887489","at":"2026-01-01T12:05:30.123Z"}',
  ])('are shown and sent as received: %s', (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(text);
    expect(pretty(text)).toBe(JSON.stringify(parseJson(text), null, 2));
  });

  it('are plain numbers within the precision of JavaScript', () => {
    expect(parseJson('[1.0,1e2,0.10,9007199254740992,1e21]')).toEqual([1, 100, 0.1, 9007199254740992, 1e21]);
  });

  it('keep their digits when a query of the console is refreshed', () => {
    const client = new QueryClient();
    client.setQueryData(['x'], parseJson('{"a":{"n":154284075601887489,"m":1}}'));
    client.setQueryData(['x'], parseJson('{"a":{"n":154284075601887490,"m":1}}'));
    expect(JSON.stringify(client.getQueryData(['x']))).toBe('{"a":{"n":154284075601887490,"m":1}}');
    client.clear();
  });

  it('keep their digits in an edited filter, and are no filter by themselves', () => {
    const filter = '{"data.id":{"$gt":154284075601887488}}';
    const { filter: sent } = draftOf({ ...EMPTY, filter }, EMPTY);
    expect(JSON.stringify(sent)).toBe(filter);
    expect(filterFault('154284075601887489')).toContain('A filter is a JSON object');
  });
});

describe('The reason of a delivery', () => {
  it.each([
    ['cancelled', 'muted', 'dropped by a mute'],
    ['cancelled', 'cancelled_by_operator', 'by an operator'],
    ['failed', 'expired', 'older than the TTL'],
    ['failed', 'HTTP_500', undefined],
    ['pending', 'muted', undefined],
    ['pending', 'grouped', 'in a digest'],
    ['delivered', null, undefined],
  ] as const)('is said in words, of %s with %s', (state, reason, words) => {
    expect(reasonWords({ state, reason })).toBe(words);
  });
});
