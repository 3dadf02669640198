import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Endpoint, EndpointStats, Operation, Stats, Status } from '../../console/src/api/types.js';
import { digestValues } from '../../console/src/endpoints/digest-values.js';
import { digestSentence } from '../../console/src/endpoints/digest-words.js';
import { draftOf, EMPTY, valuesOf, type FormValues } from '../../console/src/endpoints/form-values.js';
import { quietTimesFault, quietValues } from '../../console/src/endpoints/quiet-values.js';
import { spanFault, spanOf, spansFault, spansOf, spanText } from '../../console/src/endpoints/spans.js';
import { tidyUrl, withScheme } from '../../console/src/endpoints/url-text.js';
import { isOpen } from '../../console/src/operations/is-open.js';
import { outcomeText, progressText } from '../../console/src/operations/outcome-words.js';
import { concernsOf, failedNow } from '../../console/src/overview/attention.js';
import { healthOf, rateText } from '../../console/src/parts/health.js';
import { rawOf } from '../../console/src/parts/raw-error.js';
import { tailOf } from '../../console/src/parts/tail.js';
import { buildIn } from '../../console/src/shell/build-in.js';
import { mayReload } from '../../console/src/shell/may-reload.js';

describe('A shortened id', () => {
  it('keeps its end, by which ids differ; short ids stay whole', () => {
    expect(tailOf('job_1704123456789_001_a6f2gu')).toBe('001_a6f2gu');
    expect(tailOf('job-live-1')).toBe('job-live-1');
    expect(tailOf('a'.repeat(15) + '🎬'.repeat(10))).toBe('🎬'.repeat(10));
  });

  it('always ends with the end of the id', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (id) => id.endsWith(tailOf(id))));
  });
});

describe('A time span in the form', () => {
  it.each([
    ['30s', 30_000],
    ['1.5h', 5_400_000],
    ['10 min', 600_000],
    ['2D', 172_800_000],
    ['250ms', 250],
  ])('is read: %s', (text, ms) => {
    expect(spanOf(text)).toBe(ms);
    expect(spanFault(text)).toBeNull();
  });

  it.each(['30', '0s', '31d', '-5s', '1h30m', 'soon'])(
    'is refused with the accepted forms in the message: %s',
    (text) => {
      expect(spanOf(text)).toBeNull();
      expect(spanFault(text)).toContain('30s, 10m, 24h');
    },
  );

  it('is the same after it was written in its shortest form', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2_592_000_000 }), (ms) => spanOf(spanText(ms)) === ms));
    expect([spanText(90_000), spanText(7_200_000)]).toEqual(['90s', '2h']);
  });

  it('can be one of several in a schedule, with any separator', () => {
    expect(spansOf('5s, 1m;30 m  2h')).toEqual([5_000, 60_000, 1_800_000, 7_200_000]);
    expect(spansFault('5s, soon')).toContain('units');
    expect(spansFault(Array.from({ length: 101 }, () => '1s').join())).toBe('At most 100 waits.');
  });
});

describe('Retries in the form', () => {
  const of = (parts: Partial<Endpoint>): FormValues =>
    valuesOf({
      name: 'a',
      events: ['*'],
      filter: null,
      headers: {},
      timeout_ms: 1,
      max_retries: 3,
      ttl_ms: null,
      retry_schedule_ms: null,
      rate_limit: null,
      concurrency: 1,
      batch: null,
      ordering: 'none',
      digest: 'off',
      options: {},
      ...parts,
    } as Endpoint);

  it('are a number or a schedule, never both', () => {
    const counted = of({ max_retries: 7 });
    expect(counted).toMatchObject({ retry_mode: 'count', max_retries: 7, retry_schedule: '' });
    const planned = of({ retry_schedule_ms: [1_000, 60_000], ttl_ms: 86_400_000 });
    expect(planned).toMatchObject({ retry_mode: 'schedule', retry_schedule: '1s, 1m', ttl_ms: '1d' });
    expect(draftOf({ ...planned, retry_mode: 'count', max_retries: 5 }, planned)).toEqual({
      max_retries: 5,
      retry_schedule_ms: null,
    });
    expect(draftOf({ ...counted, retry_mode: 'schedule', retry_schedule: '5s 1h' }, counted)).toEqual({
      max_retries: null,
      retry_schedule_ms: [5_000, 3_600_000],
    });
  });

  it('are sent alone where only they were changed, and return to the configured value', () => {
    const planned = of({ retry_schedule_ms: [1_000] });
    expect(draftOf({ ...planned, retry_schedule: '2s' }, planned)).toEqual({ retry_schedule_ms: [2_000] });
    expect(draftOf({ ...planned, retry_mode: '' }, planned)).toEqual({
      max_retries: null,
      retry_schedule_ms: null,
    });
    expect(draftOf({ ...EMPTY, retry_mode: 'count', max_retries: 0 }, EMPTY)).toEqual({ max_retries: 0 });
    expect(draftOf({ ...EMPTY, ttl_ms: '36h' }, EMPTY)).toEqual({ ttl_ms: 129_600_000 });
  });
});

describe('Quiet hours in the form', () => {
  const NIGHT = {
    times: ['22:00-07:00'],
    weekdays: null,
    days_of_month: null,
    months: ['nov', 'dec'],
    zone: 'Europe/Berlin',
    then: 'hold',
    except: null,
  } as const;
  const start = {
    ...EMPTY,
    ...quietValues({ ...NIGHT, times: [...NIGHT.times], months: [...NIGHT.months] }),
  };

  it('are sent as a whole where one part is changed, with what the form does not ask for', () => {
    expect(draftOf({ ...start, quiet_except: ['job.failed'] }, start)).toEqual({
      quiet: { ...NIGHT, except: ['job.failed'] },
    });
    expect(draftOf({ ...start, name: 'a' }, start)).toEqual({ name: 'a' });
  });

  it('are taken out where their times are emptied, unless other parts are asked for', () => {
    expect(draftOf({ ...start, quiet_times: [] }, start)).toEqual({ quiet: null });
    expect(quietTimesFault([], { quiet_weekdays: ['sat'], quiet_except: [] })).toContain('00:00-24:00');
    expect(quietTimesFault([], { quiet_weekdays: [], quiet_except: [] })).toBeNull();
  });
});

describe('A pasted URL', () => {
  const url = 'https://hooks.slack.com/services/T0/B0/x';

  it.each([
    `"${url}"`,
    `'${url}',`,
    `<${url}>`,
    ` ${url}\n`,
    `“${url}”`,
    `\`${url}\``,
    `("${url}")`,
    `\u200b${url}`,
    `<${url}|hooks.slack.com>`,
    `[the hook](${url})`,
    `WEBHOOK_URLS="${url}"`,
    `export URL='${url}'`,
    `url: <${url}|hook>,`,
    'https://hooks.slack.com/services/\n  T0/B0/x',
  ])('is extracted from %j', (pasted) => {
    expect(tidyUrl(pasted)).toBe(url);
  });

  it('is unchanged where nothing surrounds it', () => {
    for (const text of [
      url,
      'slack+https://a.test/"x"',
      'https://a.test/?q=(1)',
      'https://a.test/x=http://b.test',
      'curl -X POST x',
      '',
    ]) {
      expect(tidyUrl(text)).toBe(text);
    }
  });

  it('is offered https:// only where its scheme is missing', () => {
    expect(withScheme('hooks.slack.com/services/T0/B0/x')).toBe(url);
    expect(withScheme('//a.test:8443/x')).toBe('https://a.test:8443/x');
    expect(withScheme('slack+chat.test/hooks/1')).toBe('slack+https://chat.test/hooks/1');
    for (const text of [url, 'a', '', 'ftp://a.test', 'two words.test', 'a..test', 'someone@a.test']) {
      expect(withScheme(text)).toBeNull();
    }
  });
});

describe('The state of an endpoint', () => {
  it.each([
    [{ health: 'healthy', breaker: 'closed' }, 'good', 'Healthy'],
    [{ health: 'degraded', breaker: 'closed' }, 'warn', 'Degraded'],
    [{ health: 'failing', breaker: 'closed' }, 'bad', 'Failing'],
    [{ health: 'failing', breaker: 'open' }, 'bad', 'Circuit open'],
    [{ health: 'failing', breaker: 'half_open' }, 'warn', 'Probing'],
    [{ health: 'failing', breaker: 'half_open', recovering: true }, 'warn', 'Recovering'],
    [{ health: 'paused', breaker: 'open' }, 'calm', 'Paused'],
    [{ health: 'disabled', breaker: 'open' }, 'bad', 'Disabled'],
  ] as const)('is shown for %j as %s: %s', (parts, tone, words) => {
    expect(healthOf({ recovering: false, ...parts })).toEqual([tone, words]);
  });

  it.each([
    [null, '–'],
    [0, '0 %'],
    [0.0001, '0.1 %'],
    [0.054, '5.4 %'],
    [0.217, '22 %'],
    [1, '100 %'],
  ])('includes an error rate of %s as %s', (rate, text) => {
    expect(rateText(rate)).toBe(text);
  });
});

describe('The raw text of an error', () => {
  it('repeats nothing that is shown beside it', () => {
    expect(rawOf({ message: 'HTTP 429 response', code: 'HTTP_429', status: 429 })).toBe('');
    expect(rawOf({ message: 'HTTP 404 response (no_service)', code: 'no_service', status: 404 })).toBe(
      'HTTP 404 response (no_service)',
    );
    expect(rawOf({ message: 'connect failed', code: 'ECONNREFUSED', status: null })).toBe(
      'connect failed (ECONNREFUSED)',
    );
    expect(rawOf({ message: 'The name is unknown.', status: 0, summary: 'The name is unknown' })).toBe('');
  });
});

describe('A console that stays open during upgrades', () => {
  it('recognises its own build by its script, and a page that is no console', () => {
    const html = '<div id="root"></div><script src="/gw/assets/index-AAAA1111.js"></script>';
    expect(buildIn(html, 'index-AAAA1111.js')).toBe('same');
    expect(buildIn(html, 'index-BBBB2222.js')).toBe('other');
    expect(buildIn('<h1>502 Bad Gateway</h1>', 'index-AAAA1111.js')).toBe('none');
  });

  it('reloads itself at most once a minute, also when the clock is set back', () => {
    const now = 1_800_000_000_000;
    expect(mayReload(null, now)).toBe(true);
    expect(mayReload(now - 1_000, now)).toBe(false);
    expect(mayReload(now - 61_000, now)).toBe(true);
    expect(mayReload(now + 5_000, now)).toBe(true);
  });
});

describe('The summary of an operation', () => {
  const outcome = {
    queued: 14,
    skipped: 0,
    delivered: 11,
    pending: 2,
    held: 1,
    failed: 0,
    cancelled: 0,
    other: 0,
  };
  const operation = (parts: Partial<Operation>): Operation =>
    ({
      kind: 'redeliver',
      state: 'done',
      processed: 14,
      total: 14,
      failed: 0,
      outcome: null,
      ...parts,
    }) as Operation;

  it('shows the outcome of its deliveries, not its filter', () => {
    const done = operation({ outcome: { ...outcome, complete: true } });
    expect(progressText(done)).toBe('14 queued: 11 delivered, 2 pending, 1 held');
    expect(isOpen(done)).toBe(true);
    const ended = { ...outcome, complete: true, delivered: 14, pending: 0, held: 0 };
    expect(isOpen(operation({ outcome: ended }))).toBe(false);
    expect(outcomeText({ ...ended, skipped: 3 })).toBe('14 queued: 14 delivered; 3 skipped');
    expect(outcomeText({ ...ended, complete: false })).toBe('14 queued: 14 delivered');
    const partly = { ...ended, queued: 20_000, delivered: 10_000, complete: false };
    expect(outcomeText(partly)).toBe('20,000 queued: 10,000 delivered (of the first 10,000)');
  });

  it('shows its progress while it runs, and the number of cancelled deliveries of a cancellation', () => {
    expect(progressText(operation({ state: 'running', processed: 5 }))).toBe('5 of 14 processed');
    expect(progressText(operation({ kind: 'cancel', failed: 2 }))).toBe('12 deliveries cancelled; 2 skipped');
  });
});

describe('The list of concerns', () => {
  const activity = { failed: 0 } as Endpoint['activity'];
  const endpoint = (parts: Partial<Endpoint>): Endpoint =>
    ({
      id: 'e',
      webhook_id: 'webhook_1',
      name: 'app',
      state: 'enabled',
      breaker: 'closed',
      health: 'healthy',
      health_reason: null,
      failing_since: null,
      disabled_reason: null,
      last_error: null,
      next_probe_at: null,
      rate_limit: {
        max: 100,
        window_ms: 6e4,
      },
      rate_limit_used: 0,
      activity,
      ...parts,
    }) as Endpoint;
  const status = { deliveries: { failed: 0, past_due: 1, past_due_ms: 900 } } as Status;
  const figures = (failed: number, repaired: number, id = 'e'): EndpointStats =>
    ({ endpoint_id: id, failed, repaired }) as EndpointStats;
  const stats = (...endpoints: EndpointStats[]): Pick<Stats, 'totals' | 'endpoints'> => ({
    totals: {} as Stats['totals'],
    endpoints,
  });
  const titles = (endpoints: Endpoint[], now = 0): string[] =>
    concernsOf(endpoints, status, stats(), now).map(({ title }) => title);

  it('is empty while endpoints work', () => {
    expect(titles([endpoint({})])).toEqual([]);
  });

  it('begins with the worst', () => {
    const endpoints = [
      endpoint({ id: 'p', name: 'paused', state: 'paused' }),
      endpoint({ id: 'l', name: 'full', rate_limit_used: 100 }),
      endpoint({ id: 'd', name: 'gone', state: 'disabled', disabled_reason: 'HTTP 410' }),
      endpoint({ id: 'f', name: 'down', breaker: 'open', failing_since: '1970-01-01T00:00:00.000Z' }),
      endpoint({ id: 'g', name: 'ill', health: 'degraded', health_reason: '22 % of attempts fail.' }),
    ];
    expect(titles(endpoints, 120_000)).toEqual([
      'gone is disabled',
      'down has been failing for 2 min',
      'full is at its rate limit',
      'ill is degraded',
      'paused is paused',
    ]);
  });

  it('offers to probe an endpoint whose circuit is open, and says when the next probe is', () => {
    const next_probe_at = '1970-01-01T00:04:00.000Z';
    const [concern] = concernsOf([endpoint({ breaker: 'open', next_probe_at })], status, stats(), 0);
    expect(concern).toMatchObject({ help: { kind: 'probe' } });
    expect(concern!.detail).toContain('Next probe in 4 min.');
  });

  it('counts deliveries failed now, without repaired and requeued ones', () => {
    const one = endpoint({ activity: { failed: 4 } as Endpoint['activity'] });
    expect(failedNow(one, [figures(15, 15)])).toBe(0);
    expect(failedNow(endpoint({}), [figures(15, 0)])).toBe(0);
    expect(failedNow(one, [figures(15, 12)])).toBe(3);
    expect(failedNow(endpoint({ activity: null }), [figures(15, 12)])).toBe(3);
    expect(concernsOf([endpoint({})], status, stats(figures(15, 15)), 0)).toEqual([]);
    expect(concernsOf([one], status, stats(figures(15, 12)), 0)).toMatchObject([
      { title: '3 deliveries to app failed permanently', help: { kind: 'failed', endpoint: 'webhook_1' } },
    ]);
  });

  it('leaves out what an open incident tells of its endpoint', () => {
    const one = endpoint({ breaker: 'open', activity: { failed: 4 } as Endpoint['activity'] });
    const concerns = (endpoint_id: string) =>
      concernsOf([one], status, stats(figures(15, 11)), 0, [{ endpoint_id, phase: 'failing' }]);
    expect(concerns(one.id)).toEqual([]);
    expect(concerns('another').map(({ title }) => title)).toContain('4 deliveries to app failed permanently');
    const paused = endpoint({ id: 'p', name: 'paused', state: 'paused' });
    const known = [{ endpoint_id: 'p', phase: 'failing' as const }];
    expect(concernsOf([paused], status, stats(), 0, known)).toMatchObject([{ title: 'paused is paused' }]);
  });

  it('counts overdue deliveries, and no failed ones of removed endpoints: nobody can redeliver them', () => {
    const late = { deliveries: { failed: 2, past_due: 12, past_due_ms: 3_600_000 } } as Status;
    const concerns = concernsOf([], late, stats(figures(5, 0, 'removed')), 0);
    expect(concerns.map(({ title }) => title)).toEqual(['12 deliveries are overdue']);
  });
});

describe('The digest in the form', () => {
  const storm = { ...EMPTY, ...digestValues({ over: 30, within: '5m', every: '5m' }) };

  it('is sent as a whole, and not where the chosen kind is the same', () => {
    expect(draftOf({ ...storm, digest_over: 10 }, storm)).toEqual({
      digest: { over: 10, within: '5m', every: '5m', types: null, except: null },
    });
    expect(draftOf({ ...storm, digest_every: '1h' }, storm)).toEqual({});
    expect(draftOf({ ...storm, digest_mode: 'off' }, storm)).toEqual({ digest: 'off' });
    expect(draftOf({ ...storm, digest_mode: '' }, storm)).toEqual({ digest: null });
    expect(draftOf({ ...storm, digest_mode: 'schedule', digest_weekdays: ['mon-fri'] }, storm)).toEqual({
      digest: { every: '1d', at: '09:00', weekdays: ['mon-fri'], zone: null, types: null, except: null },
    });
  });

  it('is told in words', () => {
    expect(digestSentence(storm)).toBe(
      'Up to 30 messages in 5 min are sent one by one. Further messages are combined into one summary every 5 min, until the storm ends.',
    );
    const daily = digestValues({ every: '1d', at: '09:00', zone: 'Europe/Berlin', except: ['job.failed'] });
    expect(digestSentence(daily)).toBe(
      'All messages are combined into one summary once a day at 09:00 (Europe/Berlin). job.failed is still sent at once.',
    );
    expect(digestSentence({ ...daily, digest_every: '6h', digest_zone: '', digest_except: [] })).toBe(
      'All messages are combined into one summary every 6 h, counted from 09:00.',
    );
    expect(digestSentence({ ...storm, digest_types: ['job.progress', 'job.started'] })).toMatch(
      / until the storm ends\. Only job\.progress, job\.started are combined\.$/,
    );
    expect(digestSentence(digestValues('off'))).toBe('Every message is sent by itself.');
  });
});
