import { describe, expect, it } from '@jest/globals';
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import type { Adapter, Conversation, FormattedRequest, TargetResponse } from '../../src/adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../src/adapters/catalogue/catalogue.js';
import { maskUrl, recognise } from '../../src/adapters/registry.js';
import { SAMPLES } from '../../src/adapters/samples.js';
import { LONGEST_HINT_MS } from '../../src/adapters/wait-hint.js';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import { DEFAULT_MESSAGE, type Detail } from '../../src/modules/model/message-options.js';
import type { Outcome } from '../../src/modules/model/outcome.js';
import { optionNames } from '../../src/modules/endpoints/definitions/options.js';
import type { AdapterFolder, DocumentedAnswer } from '../support/adapter-folder.js';
import { refOf, targetFor } from '../support/folder-target.js';
import { sized, tellSize } from '../support/long-run.js';
import { describeHostile, HOSTILE_FULL, HOSTILE_LONG, HOSTILE_QUICK } from './hostile-messages.js';

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];
const CONTENT_TYPE =
  /^(application\/json(; charset=utf-8)?|application\/cloudevents(-batch)?\+json; charset=utf-8|application\/x-www-form-urlencoded|multipart\/form-data; boundary=\S+)$/;

/** True for adapters whose targets answer with the status codes of HTTP. */
const speaksHttp = ({ schemes = [] }: Adapter): boolean => schemes.length === 0;

/** True where a URL of the adapter holds no secret: an application's own, and addresses that take credentials as options. */
const isOpen = (adapter: Adapter): boolean => adapter.fallback || !speaksHttp(adapter);

const RECEIVED_AT = Date.UTC(2024, 0, 1, 12, 0, 0);
const BODIES = [
  '',
  'ok',
  '{}',
  '[]',
  'null',
  '{"code":"x"',
  '<html>busy</html>',
  '{"__proto__":1}',
  '"',
  '\u0000',
];

/** Replies by which mail servers put off what they have not seen before: they alone mean a wait without naming one. */
const GREYLISTING: ReadonlySet<number> = new Set([450, 451]);

/** True for an outcome that such a status may have: delivered of 2xx alone, else with a code and a sentence; no wait was told. */
function isOutcomeOf(status: number, outcome: Outcome, isMail: boolean): boolean {
  if ('afterMs' in outcome !== (isMail && GREYLISTING.has(status))) return false;
  if (outcome.kind === 'delivered') return Math.floor(status / 100) === 2;
  return /\S/.test(outcome.code) && /^(HTTP \d+ response|SMTP \d+ reply)/.test(outcome.message);
}

function responseOf(
  status: number,
  body = '',
  headers: Record<string, string> = {},
  onPlatform = true,
): TargetResponse {
  return { status, body, headers, receivedAt: RECEIVED_AT, onPlatform };
}

/** The facts every adapter must keep; rules of its own target come from its folder. */
export function describeAdapter(adapter: Adapter, folder: AdapterFolder): void {
  describe(`The adapter ${adapter.type}`, () => {
    describeIdentity(adapter, folder);
    describeFormat(adapter, folder);
    describeHostile(adapter, folder);
    describeJudge(adapter, folder);
    describeAnswers(adapter, folder);
  });
}

function describeIdentity(adapter: Adapter, folder: AdapterFolder): void {
  const { url } = folder;
  it('has a type that can be a URL prefix, and sentences that introduce it', () => {
    const { label, icon, hint, findUrl, promises } = adapter.about;
    expect(adapter.type).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(label).toMatch(/^\S.{0,30}$/);
    expect(icon).toMatch(/^M[\d\s.,a-zA-Z-]{1,1000}$/);
    expect(hint).toMatch(/^[A-Z].{10,90}$/);
    for (const sentence of [findUrl, ...promises]) expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(promises.length).toBeGreaterThan(0);
  });

  it('is found by its URL, and hides what is secret in it', () => {
    expect(recognise(url)).toMatchObject({ ok: true, adapter: { type: adapter.type }, warnings: [] });
    const shown = maskUrl(adapter.type, url);
    const { protocol, host } = new URL(targetFor(adapter, folder).url);
    expect(shown.startsWith(`${protocol}//${host}`)).toBe(true);
    expect(isOpen(adapter) || shown.includes('***')).toBe(true);
  });

  it('tells by forms of URLs what it recognises, unless it is the fallback', () => {
    const { urls } = adapter.about;
    expect(urls.length > 0).toBe(!adapter.fallback);
    for (const form of urls) expect(form).toMatch(/^[a-z-]+(\+[a-z]+)?:\/\/\S*[…>]/);
  });

  it('takes the options of its folder, and names only real options as secret', () => {
    expect(
      validateSync(targetFor(adapter, folder).options, { whitelist: true, forbidNonWhitelisted: true }),
    ).toEqual([]);
    const names = optionNames(adapter);
    expect(adapter.secretOptions.filter((name) => !names.has(name))).toEqual([]);
  });

  it('names the first message of a job where it continues messages, so that a later request can', () => {
    const { modes = [], default: byDefault = 'each', example = {} } = adapter.conversations ?? {};
    const named = modes.length > 0 ? (refOf(folder) ?? {}) : {};
    expect(Object.keys(example)).toEqual(Object.keys(named));
    expect(modes.length > 0 && refOf(folder) === undefined).toBe(false);
    expect(byDefault === 'each' || modes.includes(byDefault)).toBe(true);
  });

  it('has limits and rates that are positive', () => {
    const { limits, rateLimits, usualRate, maxConcurrency = 1 } = adapter;
    const rates = [...rateLimits, ...(usualRate ? [usualRate] : [])];
    const numbers = [
      maxConcurrency,
      ...Object.values(limits),
      ...rates.flatMap(({ max, windowMs }) => [max, windowMs]),
    ];
    expect(numbers.filter((number) => !(number > 0))).toEqual([]);
  });
}

function describeFormat(adapter: Adapter, folder: AdapterFolder): void {
  const { faultsOf } = folder;
  const target = targetFor(adapter, folder);
  const format = (event: GatewayEvent, detail: Detail = 'compact') => {
    const message = { ...DEFAULT_MESSAGE, detail };
    return adapter.format(event, { ...target, message, type: eventTypeOf(BUILT_IN, event.type) });
  };
  const { event: failed } = SAMPLES.find((sample) => sample.event.type === 'job.failed')!;
  // The time of the failure, as text, Unix s or ISO 8601.
  const FAILED_AT = /12:04|1704110645|2024-01-01T12:04/;
  it.each([
    ['without any way to go', null, ''],
    ['whose pages are on a host without a dot', 'http://localhost:3000', ''],
    [
      'whose pages have addresses longer than any platform takes',
      `https://x.example/${'p'.repeat(7000)}`,
      '',
    ],
    ['with buttons', 'https://hooks.example.test', ''],
    ['with a button of a long label', 'https://hooks.example.test', 'Retry job with the same parameters'],
  ])('tells when a job failed in a compact message %s', (_, console, label) => {
    const action = { name: 'retry', label, url: 'https://hooks.example.test/a/gwact_1' } as const;
    const link = { ...action, style: 'danger', place: 'first', byLink: true } as const;
    const request = adapter.format(failed, {
      ...target,
      message: { ...DEFAULT_MESSAGE, detail: 'compact' },
      type: eventTypeOf(BUILT_IN, failed.type),
      links: { console, job: null },
      actionLinks: label === '' ? [] : [link],
    });
    const said = request.body.replaceAll('%3A', ':').replaceAll('\\', '');
    // An alert is timed by its tool.
    expect(adapter.gathers === false || FAILED_AT.test(said) ? [] : [request.body]).toEqual([]);
  });

  const continued = (as: Conversation['as'], detail: Detail): string => {
    const step = {
      type: 'job.script_completed',
      label: 'Poem written',
      ok: true,
      timestamp: '2024-01-01T12:02:00Z',
    } as const;
    const { body } = adapter.format(failed, {
      ...target,
      message: { ...DEFAULT_MESSAGE, detail },
      type: eventTypeOf(BUILT_IN, failed.type),
      links: { console: 'https://hooks.example.test', job: null },
      conversation: { as, ref: refOf(folder) ?? {}, timeline: [step] },
    });
    return body;
  };
  const { modes = [] } = adapter.conversations ?? {};

  if (modes.includes('live'))
    it('announces the edit of a failed job with the ways that the message has', () => {
      const places = DETAILS.map((detail) => folder.linksOf(continued('announce', detail)));
      for (const links of places) {
        expect(links).toContain('https://hooks.example.test/jobs/job_1704123456789_abc123');
        expect(links).toContainEqual(expect.stringContaining('https://hooks.example.test/deliveries/'));
      }
    });

  if (modes.includes('thread'))
    it.each(DETAILS)('tells in a reply of its own event alone (%s)', (detail) => {
      expect(continued('reply', detail)).not.toMatch(/poem written/i);
      expect(detail === 'compact' || /poem written/i.test(continued('edit', detail))).toBe(true);
    });

  // One expectation a message: they cost more than what is looked at.
  const checkBody = (body: string): void => expect(faultsOf(body)).toEqual({});

  let formatted: readonly FormattedSample[] | undefined;
  const all = (): readonly FormattedSample[] =>
    (formatted ??= SAMPLES.flatMap(({ name, event }) =>
      DETAILS.map((detail) => ({ of: `${name}, ${detail}`, request: format(event, detail) })),
    ));

  it('formats every sample at every level of detail', () => {
    const isHttp = speaksHttp(adapter);
    const told = all().map(({ of, request }) => ({
      of,
      method: (isHttp ? METHODS : ['MAIL']).includes(request.method),
      contentType: CONTENT_TYPE.test(request.headers['Content-Type'] ?? 'application/json'),
      host: new URL(request.url).host,
      isMail: request.mail !== undefined,
      faults: faultsOf(request.body),
    }));
    const { host } = new URL(target.url);
    expect(told).toEqual(
      told.map(({ of }) => ({ of, method: true, contentType: true, host, isMail: !isHttp, faults: {} })),
    );
  });

  it('knows how much of its limits a message takes, which is never more than there is', () => {
    const told = all().map(({ of, request }) => {
      const usage = adapter.usage(request.body);
      const wrong = usage.filter(({ name, used, max }) => adapter.limits[name] !== max || used > max);
      return { of, isKnown: usage.length > 0, wrong };
    });
    const isKnown = Object.keys(adapter.limits).length > 0;
    expect(told).toEqual(told.map(({ of }) => ({ of, isKnown, wrong: [] })));
  });

  it('measures every limit that it names', () => {
    const measured = new Set(
      all().flatMap(({ request }) => adapter.usage(request.body).map(({ name }) => name)),
    );
    expect(Object.keys(adapter.limits).filter((name) => !measured.has(name))).toEqual([]);
  });

  it('changes nothing it is given', () => {
    const event = Object.freeze({ ...SAMPLES[0]!.event });
    const target = targetFor(adapter, folder);
    adapter.format(event, Object.freeze({ ...target, options: Object.freeze(target.options) }));
    expect(Object.keys(event)).toEqual(['id', 'type', 'data', 'timestamp', 'acceptedAt']);
  });

  // A quick run takes the levels of detail in turn, so that each meets every kind of data, with some adapter.
  const first = [...adapter.type].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  it.each(HUGE)('makes a valid message of a megabyte (%s)', (_, data, nth) => {
    for (let more = 0; more < sized(1, DETAILS.length); more++) {
      const detail = DETAILS[(first + nth + more) % DETAILS.length]!;
      checkBody(format({ ...SAMPLES[1]!.event, data }, detail).body);
    }
  });

  it('survives data that is no JSON', () => {
    for (const data of ['', 'null', '[]', '{"a":', '7']) {
      expect(() => format({ ...SAMPLES[0]!.event, data })).not.toThrow();
    }
  });
}

const DETAILS = ['compact', 'standard', 'full'] as const;

interface FormattedSample {
  /** Name of the sample and level of detail. */
  readonly of: string;
  readonly request: FormattedRequest;
}

/** Events of a megabyte, by their kind, made once for all adapters. */
const HUGE = Object.entries({
  'one text': JSON.stringify({ error: 'x'.repeat(1e6) }),
  'markup only': JSON.stringify({ error: '<&`@*'.repeat(2e5), message: '<&`@*'.repeat(100) }),
  'one grapheme': JSON.stringify({ error: `a${'\u0301'.repeat(3e5)}` }),
  'control characters': `{"error":"${String.raw`\u0001`.repeat(160_000)}end"}`,
  'many keys': JSON.stringify(
    Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key_${i}`, `${i}`.repeat(20)])),
  ),
  'deep nesting': `{"parameters":${'['.repeat(5e4)}${']'.repeat(5e4)},"error":"${'x'.repeat(9e5)}"}`,
}).map(([name, data], nth) => [name, data, nth] as const);
tellSize('Hostile messages for each adapter', HOSTILE_QUICK, HOSTILE_LONG, HOSTILE_FULL);
tellSize('Levels of detail of a message of a megabyte, for each adapter and kind of data', 1, DETAILS.length);

function describeJudge(adapter: Adapter, { answers: [success] }: AdapterFolder): void {
  it('judges the first of its documented answers as delivered, with the name of the message where there is one', () => {
    expect(success!.outcome.kind).toBe('delivered');
    expect(judged(adapter, success!)).toEqual(success!.outcome);
  });

  it('has an outcome for every status and body, with a code and a message for people', () => {
    const odd: object[] = [];
    for (let status = 100; status <= 599; status += 1) {
      for (const body of BODIES) {
        const outcome = adapter.judge(responseOf(status, body, { 'retry-after': 'soon' }));
        if (!isOutcomeOf(status, outcome, !speaksHttp(adapter))) odd.push({ status, body, outcome });
      }
    }
    expect(odd).toEqual([]);
  });

  // Applications answer as they like, and mail servers with replies.
  if (adapter.presents !== 'payload' && adapter.schemes === undefined)
    it('takes no web page for an answer of the target, on any host', () => {
      const page = '<!doctype html><html><head><title>Sign in</title></head><body></body></html>';
      const answers = [200, 201].flatMap((status) =>
        [true, false].map((onPlatform) => adapter.judge(responseOf(status, page, {}, onPlatform))),
      );
      expect(answers.filter(({ kind }) => kind === 'delivered')).toEqual([]);
    });

  if (adapter.presents !== 'payload' && adapter.schemes === undefined)
    it('sends no message again that something in between calls too large', () => {
      const page = '<html><head><title>413 Request Entity Too Large</title></head></html>';
      const kinds = [page, ''].map((body) => adapter.judge(responseOf(413, body)));
      expect(kinds).toEqual(kinds.map(() => expect.objectContaining({ kind: 'rejected', code: 'HTTP_413' })));
    });

  it('is total over arbitrary answers', () => {
    const header = fc.constantFrom('retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset-after');
    fc.assert(
      fc.property(
        fc.integer({ min: -1, max: 1000 }),
        fc.oneof(fc.string(), fc.json()),
        fc.dictionary(header, fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String))),
        (status, body, headers) => {
          const outcome = adapter.judge(responseOf(status, body, headers));
          const waits = [outcome.pauseMs, outcome.kind === 'retry' ? outcome.afterMs : undefined];
          for (const ms of waits.filter((wait) => wait !== undefined)) {
            expect(ms >= 0 && ms <= LONGEST_HINT_MS).toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  if (speaksHttp(adapter)) describeStatuses(adapter);
  else describeReplies(adapter);
}

/** The table that every HTTP target shares. */
function describeStatuses(adapter: Adapter): void {
  const wait = (status: number) => adapter.judge(responseOf(status, '', { 'retry-after': '7' }));
  const kindOf = (status: number, body = '') => adapter.judge(responseOf(status, body)).kind;

  it('shares the retry table: 408, 425, 429, 5xx and redirects again, 410 gone', () => {
    const again = [301, 302, 303, 307, 308, 408, 425, 429, 500, 501, 502, 503, 504, 520, 599];
    expect(again.map((status) => [status, kindOf(status)])).toEqual(again.map((status) => [status, 'retry']));
    expect(kindOf(410)).toBe('gone');
  });

  it('says of a redirect that the URL needs updating', () => {
    const outcome = adapter.judge(responseOf(302, '', { location: 'https://elsewhere.example/secret' }));
    expect(outcome).toMatchObject({
      kind: 'retry',
      code: 'HTTP_302',
      message: expect.stringContaining('update the URL'),
    });
    expect(JSON.stringify(outcome)).not.toContain('elsewhere');
  });

  it('takes a wait from Retry-After, and quiet for the whole endpoint from 429, 502, 503, 504', () => {
    for (const status of [429, 502, 503, 504]) {
      expect(wait(status)).toMatchObject({
        kind: 'retry',
        code: `HTTP_${status}`,
        afterMs: 7000,
        pauseMs: 7000,
      });
    }
    expect(wait(500)).toMatchObject({ kind: 'retry', message: 'HTTP 500 response', afterMs: 7000 });
    expect(wait(500)).not.toHaveProperty('pauseMs');
  });
}

/** The classes of replies that every mail server shares. */
function describeReplies(adapter: Adapter): void {
  it('shares the classes of replies: 2xx delivered, 4xx again, 5xx never', () => {
    const kinds = [250, 421, 450, 451, 452, 550, 552, 554].map(
      (status) => adapter.judge(responseOf(status, `${status} of a server`)).kind,
    );
    expect(kinds).toEqual([
      'delivered',
      'retry',
      'retry',
      'retry',
      'retry',
      'rejected',
      'rejected',
      'rejected',
    ]);
  });
}

/** Finds the meanings whose documented answers have no sample, or one that is judged otherwise. */
function lacking(
  documented: AdapterFolder['documented'],
  answers: readonly DocumentedAnswer[],
): readonly string[] {
  const texts = answers.map((answer) => ({ answer, text: textOf(answer) }));
  return Object.entries(documented).flatMap(([kind, said]) =>
    said
      .filter((one) => {
        const [, status, words = ''] = /^(\d{3}) ?(.*)$/.exec(one) ?? [];
        const parts = words.toLowerCase().split(' + ');
        return !texts.some(
          ({ answer, text }) =>
            answer.status === Number(status) &&
            answer.outcome.kind === kind &&
            parts.every((part) => text.includes(part)),
        );
      })
      .map((one) => `${kind}: ${one}`),
  );
}

/** Writes headers and body of an answer in small letters. */
function textOf({ headers = {}, body }: DocumentedAnswer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, typeof body === 'string' ? body : JSON.stringify(body)].join('\n').toLowerCase();
}

function describeAnswers(adapter: Adapter, { answers, documented }: AdapterFolder): void {
  it('has a sample of every answer that is documented, with what it means', () => {
    expect(Object.values(documented).flat().length).toBeGreaterThan(2);
    expect(lacking(documented, answers)).toEqual([]);
  });

  it('judges every documented answer as its folder says', () => {
    const told = answers.map((answer) => ({ ...answer, outcome: judged(adapter, answer) }));
    expect(told).toEqual(answers);
  });

  it('has a documented answer for every code it explains, and two sentences for each', () => {
    const codes = new Set(answers.map(({ outcome }) => ('code' in outcome ? outcome.code : '')));
    expect(Object.keys(adapter.explanations).filter((code) => !codes.has(code))).toEqual([]);
    for (const sentence of Object.values(adapter.explanations).flat())
      expect(sentence).toMatch(/^[A-Z].*\.$/s);
  });
}

function judged(adapter: Adapter, { status, body, headers, recipients }: DocumentedAnswer): Outcome {
  const response = responseOf(status, typeof body === 'string' ? body : JSON.stringify(body), headers);
  return adapter.judge(recipients ? { ...response, recipients } : response);
}
