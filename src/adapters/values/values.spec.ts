import { describe, expect, it } from '@jest/globals';
import { byteSize, clock, decimal, duration, percent } from './amounts.js';
import type { CountryStyle } from './country.js';
import { country, flag } from './country.js';
import { errorText } from './error-text.js';
import { dateByFormat, elapsed, instant, nearby, relative } from './instants.js';
import { codeWords, nameOf, titleCase } from './names.js';
import type { Words } from './words.js';
import { PLAIN_WORDS } from './words.js';

const GERMAN: Words = { locale: 'de', zone: 'Europe/Berlin', names: {} };
const NOON = '2024-01-01T12:05:30.000Z';
const AT = Date.parse(NOON);
/** Values that say nothing; each gives an empty text. */
const NOTHING: readonly unknown[] = [
  null,
  undefined,
  '',
  '   ',
  '\u200b',
  'undefined',
  'null',
  'NaN',
  'N/A',
  '[object Object]',
];

describe('country', () => {
  it.each<[unknown, string, CountryStyle]>([
    ['us', '🇺🇸 United States', 'long'],
    ['US', '🇺🇸 United States', 'long'],
    ['usa', '🇺🇸 United States', 'long'],
    ['United States', '🇺🇸 United States', 'long'],
    ['uk', '🇬🇧 United Kingdom', 'long'],
    ['de', '🇩🇪 Germany', 'long'],
    ['us', '🇺🇸 US', 'short'],
    ['de', '🇩🇪 Germany', 'short'],
    ['de', '🇩🇪 DE', 'code'],
    ['united_states', '🇺🇸 United States', 'long'],
    ['SOUTH_KOREA', '🇰🇷 South Korea', 'long'],
    ['hong-kong', '🇭🇰 Hong Kong SAR China', 'long'],
    ['Hong Kong', '🇭🇰 Hong Kong', 'short'],
    ['Myanmar', '🇲🇲 Myanmar (Burma)', 'long'],
    ['bosnia', '🇧🇦 Bosnia & Herzegovina', 'long'],
    ['macao', '🇲🇴 Macao', 'short'],
    ['ivory coast', '🇨🇮 Côte d’Ivoire', 'long'],
    ["Cote d'Ivoire", '🇨🇮 Côte d’Ivoire', 'long'],
    ['trinidad_and_tobago', '🇹🇹 Trinidad & Tobago', 'long'],
    ['U.S.A.', '🇺🇸 United States', 'long'],
    ['U.K.', '🇬🇧 UK', 'short'],
    ['us.', '🇺🇸 US', 'short'],
    ['Atlantis', 'Atlantis', 'long'],
    ['us_west', 'us_west', 'long'],
    ['zz', 'zz', 'long'],
    ['xa', 'xa', 'long'],
    [5, '5', 'long'],
    [['us', 'de'], '🇺🇸 US, 🇩🇪 Germany', 'short'],
    [['us', 'US', null, 'moon'], '🇺🇸 United States, moon', 'long'],
    [{ code: 'us', name: 'United States of America' }, '🇺🇸 US', 'short'],
    [{ name: 'Germany' }, '🇩🇪 DE', 'code'],
    [{ iso_3166_1: 'FR' }, 'iso_3166_1: FR', 'long'],
  ])('writes %p as %p in its %s form', (value, text, style) => {
    expect(country(value, PLAIN_WORDS, style)).toBe(text);
  });

  it("speaks the reader's language, and the operator's where it gives a name", () => {
    expect(country('us', GERMAN)).toBe('🇺🇸 Vereinigte Staaten');
    const names = { country: { us: 'the States', latam: 'Latin America' } };
    expect(country('US', { ...PLAIN_WORDS, names })).toBe('🇺🇸 the States');
    expect(country('usa', { ...PLAIN_WORDS, names })).toBe('🇺🇸 the States');
    expect(country('latam', { ...PLAIN_WORDS, names })).toBe('Latin America');
  });

  it.each([
    ['us', '🇺🇸'],
    ['Germany', '🇩🇪'],
    ['moon', ''],
  ])('draws the flag of %p as %p', (value, drawn) => {
    expect(flag(value)).toBe(drawn);
  });
});

describe('nameOf', () => {
  it.each([
    ['platform', 'netflix', 'Netflix'],
    ['platform', 'disney_plus', 'Disney+'],
    ['platform', 'Disney+', 'Disney+'],
    ['platform', 'amazon-prime', 'Prime Video'],
    ['platform', 'rakuten_tv', 'Rakuten TV'],
    ['genre', 'sci-fi', 'Sci-Fi'],
    ['genre', 'true_crime', 'True Crime'],
    ['genre', 'action & adventure', 'Action & Adventure'],
    ['content_type', 'tv_shows', 'TV Shows'],
    ['content_type', 'movies', 'Movies'],
    ['genre', 'Film noir', 'Film noir'],
    ['genre', 'élan', 'Élan'],
    ['genre', ['drama', 'war'], 'Drama, War'],
    ['genre', ['sci_fi', null, 'NaN', 'scifi'], 'Sci-Fi'],
    ['genre', { id: 878, name: 'sci_fi' }, 'Sci-Fi'],
    ['platform', [{ id: 8, name: 'netflix' }, { slug: 'disney_plus' }], 'Netflix, Disney+'],
    ['platform', { id: 8 }, 'ID: 8'],
    ['genre', [['drama']], 'Drama'],
    ['genre', 'TRUE_CRIME', 'True Crime'],
    ['genre', '~True_Crime~', '~True_Crime~'],
    ['genre', 'SCI_FI', 'Sci-Fi'],
    ['platform', 'NETFLIX', 'Netflix'],
    ['platform', 'RAKUTEN_TV', 'Rakuten TV'],
    ['platform', 'ITVX', 'ITVX'],
    ['platform', 'PBS Kids', 'PBS Kids'],
    ['genre', 'R&B', 'R&B'],
    ['genre', 'Action & TV', 'Action & TV'],
    ['content_type', 'TV_SHOWS', 'TV Shows'],
    ['content_type', 'ai_shorts', 'AI Shorts'],
    ['content_type', 'tiktok-clips', 'TikTok-Clips'],
    ['genre', 'imax', 'IMAX'],
    ['genre', 'maid', 'Maid'],
    ['platform', 'uk_tv', 'UK TV'],
  ] as const)('writes the %s %p as %p', (kind, value, text) => {
    expect(nameOf(kind, value, PLAIN_WORDS)).toBe(text);
  });

  it("takes the operator's names before its own", () => {
    const names = { platform: { rakuten_tv: 'Rakuten TV', netflix: 'NETFLIX' } };
    expect(nameOf('platform', 'rakuten_tv', { ...PLAIN_WORDS, names })).toBe('Rakuten TV');
    expect(nameOf('platform', 'Netflix', { ...PLAIN_WORDS, names })).toBe('NETFLIX');
  });

  it('reads no name that an object inherits', () => {
    expect(nameOf('platform', 'constructor', { ...PLAIN_WORDS, names: { platform: {} } })).toBe(
      'Constructor',
    );
    expect(titleCase('__proto__')).toBe('Proto');
  });
});

describe('codeWords', () => {
  it.each([
    ['rendering_video', 'Rendering video'],
    ['WAITING_FOR_S3', 'Waiting for s3'],
    ['run_ffmpeg', 'Run FFmpeg'],
    ['ai_upscaling', 'AI upscaling'],
    ['iphone_export', 'iPhone export'],
    ['Rendering video', 'Rendering video'],
    ['rendering', 'rendering'],
    ['scene_4 of 9', 'scene_4 of 9'],
    ['_x_', '_x_'],
    ['voice-over', 'voice-over'],
    [{ name: 'rendering_video', index: 4 }, 'Rendering video'],
    [4, '4'],
    ...NOTHING.map((value) => [value, ''] as const),
  ])('writes %j as %p', (value, text) => {
    expect(codeWords(value)).toBe(text);
  });
});

describe('duration', () => {
  it.each([
    [64_000, '1 min 4 s', '1:04'],
    ['330000', '5 min 30 s', '5:30'],
    [450, '450 ms', '0:00'],
    [4200, '4.2 s', '0:04'],
    [0, '0 ms', '0:00'],
    [59_600, '1 min', '1:00'],
    [3_660_000, '1 h 1 min', '1:01:00'],
    [3_600_000, '1 h', '1:00:00'],
    [7_199_999, '2 h', '2:00:00'],
    [90_061_000, '1 d 1 h', '25:01:01'],
    [86_410_000, '1 d', '24:00:10'],
  ])('writes %p ms as %p, and as %p on a clock', (value, text, shown) => {
    expect([duration(value, PLAIN_WORDS), clock(value)]).toEqual([text, shown]);
  });

  it.each([...NOTHING, -1, '-5', Number.NaN, Infinity, 1e300, 'soon', {}, [5], true])(
    'writes %p as nothing',
    (value) => {
      expect([duration(value, PLAIN_WORDS), clock(value)]).toEqual(['', '']);
    },
  );

  it('has the decimal sign of the reader', () => {
    expect(duration(4200, GERMAN)).toBe('4,2 s');
  });
});

describe('amounts', () => {
  it.each([
    [0, '0 B'],
    [-0, '0 B'],
    [999, '999 B'],
    [12_400_000, '12.4 MB'],
    [999_700, '1 MB'],
    [999_960, '1 MB'],
    [1000, '1 kB'],
    [123_456, '123 kB'],
    [-1, ''],
    [1e30, ''],
    ['x', ''],
  ])('writes %p bytes as %p', (value, text) => {
    expect(byteSize(value, PLAIN_WORDS)).toBe(text);
  });

  it.each([
    [1_234_567, '1,234,567', '1.234.567'],
    [0.125, '0.13', '0,13'],
    ['-1234.5', '-1,234.5', '-1.234,5'],
    [1e21, '1e+21', '1e+21'],
    ['many', 'many', 'many'],
    [Number.NaN, '', ''],
    [-0.001, '0', '0'],
    [JSON.rawJSON('9007199254740993'), '9007199254740993', '9007199254740993'],
  ])('writes the number %p as %p, to Germans as %p', (value, english, german) => {
    expect([decimal(value, PLAIN_WORDS), decimal(value, GERMAN)]).toEqual([english, german]);
  });

  it.each([
    [60, '60%', '60 %'],
    ['60 %', '60%', '60 %'],
    [0.42, '0.4%', '0,4 %'],
    [99.7, '99.7%', '99,7 %'],
    [33.333, '33%', '33 %'],
    [100, '100%', '100 %'],
    [Infinity, '', ''],
    [-0.2, '0%', '0 %'],
    ['most', 'most', 'most'],
  ])('writes %p of 100 as %p, to Germans as %p', (value, english, german) => {
    expect([percent(value, PLAIN_WORDS), percent(value, GERMAN).replace('\u{a0}', ' ')]).toEqual([
      english,
      german,
    ]);
  });
});

describe('instants', () => {
  it.each([
    ['date', 'Jan 1, 2024', '01.01.2024'],
    ['time', '12:05 PM', '13:05'],
    ['datetime', 'Jan 1, 2024, 12:05 PM', '01.01.2024, 13:05'],
  ] as const)('shows the %s as %p, in Berlin as %p', (style, english, german) => {
    expect(instant(NOON, style, PLAIN_WORDS)).toEqual({ at: AT, style, text: english });
    expect(instant(AT / 1000, style, GERMAN)).toEqual({ at: AT, style, text: german });
  });

  it.each([
    [-4 * 60_000, '4 minutes ago'],
    [2 * 3_600_000, 'in 2 hours'],
    [-59.7 * 60_000, '1 hour ago'],
    [-90_000, '2 minutes ago'],
    [86_400_000, 'tomorrow'],
    [0, 'now'],
    [400 * 86_400_000, 'next year'],
  ])('shows a time %p ms away as %p', (distance, text) => {
    expect(relative(AT + distance, AT, PLAIN_WORDS)).toEqual({
      at: Math.trunc(AT + distance),
      style: 'relative',
      text,
    });
  });

  it.each([...NOTHING, '2024-02-30', '2024-13-01T00:00:00Z', 0, 5, -1, Number.NaN, {}, []])(
    'shows %p as nothing',
    (value) => {
      expect(instant(value, 'datetime', PLAIN_WORDS)).toBe('');
      expect(relative(value, AT, PLAIN_WORDS)).toBe('');
      expect(dateByFormat(value, '%Y', PLAIN_WORDS)).toBe('');
    },
  );

  it.each([
    ['2024-01-01 12:05:30+00', AT],
    ['2024-01-01T13:05:30+01', AT],
    ['2024-01-01T06:35:30-0530', AT],
    [String(AT), AT],
    [String(AT / 1000), AT],
    [` ${AT / 1000}.5 `, AT + 500],
  ])('reads %p as a point in time', (value, at) => {
    expect(instant(value, 'time', PLAIN_WORDS)).toEqual({ at, style: 'time', text: '12:05 PM' });
  });

  it.each([
    ['ja', '%B %a', '1月 月'],
    ['zh', '%B', '一月'],
    ['de', '%b', 'Jan'],
  ])('names months in %s by %p as %p', (locale, format, text) => {
    expect(dateByFormat(NOON, format, { ...PLAIN_WORDS, locale })).toBe(text);
  });

  it.each([
    ['en', 'America/New_York', 'Nov 1, 2026', 'Nov 1'],
    ['de', 'Pacific/Auckland', '01.11.2026', 'Nov 1'],
  ])('keeps a day without a time of day in every zone (%s, %s)', (locale, zone, day, short) => {
    const words = { locale, zone, names: {} };
    expect([instant('2026-11-01', 'date', words), instant(' 2026-11-01 ', 'datetime', words)]).toEqual([
      day,
      day,
    ]);
    expect(nearby('2026-11-01', AT, words)).toBe(day);
    expect(instant('2026-11-01', 'time', words)).toBe('');
    expect(dateByFormat('2026-11-01', '%b %e', words)).toBe(short);
  });

  it.each([
    [-3_600_000, 'time', '11:05 AM'],
    [300_000, 'time', '12:10 PM'],
    [-27 * 3_600_000, 'datetime', 'Dec 31, 9:05 AM'],
    [-400 * 86_400_000, 'datetime', 'Nov 27, 2022, 12:05 PM'],
  ])('shows a time %p ms away with as much of its day as it needs: %s, %s', (distance, style, text) => {
    expect(nearby(AT + distance, AT, PLAIN_WORDS)).toEqual({ at: AT + distance, style, text });
  });

  it.each([
    [-3_600_000, 'time', '11:05 AM'],
    [-27 * 3_600_000, 'date', 'Dec 31'],
    [-400 * 86_400_000, 'date', 'Nov 27, 2022'],
  ])('shows a time %p ms away by its day alone where that is asked for: %s, %s', (distance, style, text) => {
    expect(nearby(AT + distance, AT, PLAIN_WORDS, 'date')).toEqual({ at: AT + distance, style, text });
  });

  it('leaves a text that is no date as it is, and reads no clock', () => {
    expect(['tomorrow', 'now', 'today'].map((word) => instant(word, 'date', PLAIN_WORDS))).toEqual([
      'tomorrow',
      'now',
      'today',
    ]);
  });

  it.each([
    ['%Y-%m-%d %H:%M:%S', '2024-01-01 13:05:30'],
    ['%-d. %B %Y, %l %p', '1. Januar 2024, 1 PM'],
    ['%a %b 100%% %Q', 'Mo Jan 100% %Q'],
  ])('writes the form %p as %p', (format, text) => {
    expect(dateByFormat(NOON, format, GERMAN)).toBe(text);
  });

  it('takes an unknown locale or zone for English or UTC', () => {
    expect(instant(NOON, 'time', { locale: 'no_such locale', zone: 'Mars/Olympus', names: {} })).toEqual({
      at: AT,
      style: 'time',
      text: '12:05 PM',
    });
  });

  it.each([
    [NOON, AT + 5000, 5000],
    [NOON, AT - 1, null],
    ['soon', NOON, null],
  ])('counts from %p to %p as %p ms', (from, to, ms) => {
    expect(elapsed(from, to)).toBe(ms);
  });
});

describe('errorText', () => {
  it.each([
    ['one line', 'one line', ''],
    ['Error: no\n  at a\n  at b', 'Error: no', 'at a\n  at b'],
    ['\n\nfirst\n\nsecond', 'first', 'second'],
    [{ message: 'inner', code: 5 }, 'inner', 'code: 5'],
    [{ code: 5 }, 'code: 5', ''],
    [null, '', ''],
    ['undefined', '', ''],
  ])('parts %j into %p and %p', (value, line, rest) => {
    expect(errorText(value)).toEqual({ line, rest });
  });

  it.each([
    ['Error:\nno poster\n  at a', 'Error: no poster', 'at a'],
    ['TypeError\n  at a (b.js:1)\nx is undefined', 'TypeError: x is undefined', 'at a (b.js:1)'],
    [
      'java.io.IOException\n\tat a.B.c(D.java:1)\n\t... 3 more',
      'java.io.IOException',
      'at a.B.c(D.java:1)\n\t... 3 more',
    ],
    ['ECONNREFUSED\n127.0.0.1:80 refuses', 'ECONNREFUSED: 127.0.0.1:80 refuses', ''],
    ['Creatomate 422:\nneeds 3 posters', 'Creatomate 422: needs 3 posters', ''],
    ['HTTP 500\nout of memory', 'HTTP 500: out of memory', ''],
    [
      'API error: 422 Unprocessable Entity\n  at r (r.js:1)\n  no poster',
      'API error: 422 — no poster',
      'at r (r.js:1)',
    ],
    [
      'API error: 422 Unprocessable Entity\n  at r (r.js:1)',
      'API error: 422 Unprocessable Entity',
      'at r (r.js:1)',
    ],
    [
      'Traceback (most recent call last):\n  File "a.py", line 1\n    f()\nValueError: no poster',
      'ValueError: no poster',
      'Traceback (most recent call last):\n  File "a.py", line 1\n    f()',
    ],
    ['Render stopped\nno poster', 'Render stopped', 'no poster'],
  ])('joins a first line that is only a name or a code with the reason: %j', (value, line, rest) => {
    expect(errorText(value)).toEqual({ line, rest });
  });

  it.each([
    [{ error: { message: 'no poster', type: 'invalid' } }, 'no poster', 'type: invalid'],
    [{ error: 'no poster' }, 'no poster', ''],
    [{ message: null, code: 'E_TIMEOUT' }, 'E_TIMEOUT', ''],
    [{ message: '', detail: 'no poster' }, 'no poster', ''],
    [[{ message: 'no poster' }, { message: 'no voice' }], 'no poster', 'no voice'],
    [{ errors: [{ detail: 'no poster' }] }, 'no poster', ''],
    [{ message: 'no poster', error: 'Bad Request', statusCode: 400 }, 'no poster', 'statusCode: 400'],
    [{ message: { text: 'no poster' } }, 'text: no poster', ''],
    [{ message: 'undefined', code: 5, job: 'a' }, 'code: 5, job: a', ''],
    [{ name: 'TypeError', stage: 'render' }, 'name: TypeError, stage: render', ''],
    [{ error: { error: { error: { error: { message: 'deep' } } } } }, 'message: deep', ''],
    [
      { message: 'Render failed', cause: { message: 'S3: denied', code: 'E_S3' } },
      'Render failed',
      'cause: S3: denied',
    ],
    [{ code: 'E_RENDER', cause: { message: 'S3: denied' } }, 'S3: denied', 'code: E_RENDER'],
    [[{ field: 'posters', message: 'must have 3 items' }], 'posters: must have 3 items', ''],
    [
      { errors: [{ loc: ['body', 'posters', 0], msg: 'field required' }] },
      'body.posters.0: field required',
      '',
    ],
    [{ errors: [{ path: 'posters', message: 'posters must be a list' }] }, 'posters must be a list', ''],
    [{ message: 'no poster', path: '/v1/renders' }, 'no poster', ''],
    [0, '', ''],
    ['{"error":{"message":"no poster"}}', 'no poster', '{"error":{"message":"no poster"}}'],
    ['{"ok":false}', '{"ok":false}', ''],
    ['{"error', '{"error', ''],
    [
      'Request failed with status code 422: {"message":"no poster"}',
      'Request failed with status code 422: no poster',
      'Request failed with status code 422: {"message":"no poster"}',
    ],
    ['422 - {"errors":["no poster"]}', '422 - no poster', '422 - {"errors":["no poster"]}'],
    ['Slot {"id":3} is taken', 'Slot {"id":3} is taken', ''],
  ])('finds the words in an error of programs: %j', (value, line, rest) => {
    expect(errorText(value)).toEqual({ line, rest });
  });

  it.each([
    [
      '<!DOCTYPE html>\n<html>\n<head><title>502 Bad Gateway</title></head>\n<body>x</body></html>',
      '502 Bad Gateway',
    ],
    ['<html><head><title>\n A &amp; B &#39;x&#39; </title></head></html>', "A & B 'x'"],
    ['<html><body><h1>Out of <b>memory</b></h1></body></html>', 'Out of memory'],
    [
      '<html><head><title></title></head><body></body></html>',
      '<html><head><title></title></head><body></body></html>',
    ],
    ['HTTP 502: <html><head><title>Bad Gateway</title></head></html>', 'HTTP 502: Bad Gateway'],
  ])('finds the title of a page that stands for an error, and keeps the page: %j', (page, line) => {
    expect(errorText(page)).toEqual({ line, rest: line === page ? '' : page });
  });

  it.each([
    'Error',
    'Error:',
    'Error: [object Object]',
    'Uncaught Error: undefined',
    'Error: Error: null',
    { message: '[object Object]' },
    { message: 'NaN', code: 'undefined' },
    [{}],
    [null, ''],
  ])('says nothing of an error that says nothing: %j', (value) => {
    expect(errorText(value)).toEqual({ line: '', rest: '' });
  });

  it('keeps code, details and stack of an error that is an object, and no request of it', () => {
    const error = {
      name: 'AxiosError',
      message: 'Request failed\nno poster',
      code: 'ERR_BAD_REQUEST',
      details: { missing: ['a', 'b'], at: 'NaN' },
      type: 'NaN',
      config: { headers: { authorization: 'Bearer secret' } },
      stack: 'AxiosError: Request failed\n    at settle (axios.js:12)\n    at b (c.js:3)',
    };
    expect(errorText(error)).toEqual({
      line: 'Request failed',
      rest: 'no poster\ncode: ERR_BAD_REQUEST\ndetails: missing: [a, b], at: NaN\n    at settle (axios.js:12)\n    at b (c.js:3)',
    });
  });

  it('reads JSON that is longer than the text of an error', () => {
    const long = JSON.stringify({ errors: [{ trace: 'x'.repeat(5000), message: 'no poster' }] });
    expect(errorText(long)).toEqual({ line: 'no poster', rest: `${long.slice(0, 3999)}…` });
  });

  it('tells the end of what ffmpeg wrote, which begins with its version', () => {
    const output = [
      'ffmpeg version 6.0 Copyright (c) 2000-2023 the FFmpeg developers',
      '  built with gcc 12',
      '[mov,mp4 @ 0x55] moov atom not found',
      'input.mp4: Invalid data found when processing input',
    ];
    expect(errorText([...output, 'Conversion failed!'].join('\n'))).toEqual({
      line: 'input.mp4: Invalid data found when processing input',
      rest: [...output.slice(0, 3), 'Conversion failed!'].join('\n'),
    });
    expect(errorText(output[0]).line).toBe(output[0]);
  });

  it.each(['Error: Command failed:', 'Command failed:', 'Command failed with exit code 1:'])(
    'tells the end of what a program wrote, below “%s” and its command',
    (begin) => {
      const command = `${begin} ffmpeg -y -i in.mp4 -vf scale=1080:1920 out.mp4`;
      const error = [
        command,
        'Input #0, mov',
        '  Stream #0:0',
        'in.mp4: No such file',
        '    at run (a.js:1)',
      ];
      expect(errorText(error.join('\n'))).toEqual({
        line: 'in.mp4: No such file',
        rest: [...error.slice(0, 3), error[4]].join('\n'),
      });
      expect(errorText(`${command}\n    at run (a.js:1)`).line).toBe(command);
    },
  );

  it('cuts a long first line between words, and keeps it whole in the rest', () => {
    const long = 'word '.repeat(100).trim();
    const { line, rest } = errorText(long);
    expect(line).toMatch(/^(word )+word…$/);
    expect(line.length).toBeLessThanOrEqual(200);
    expect(rest).toBe(long);
  });
});
