import { describe, expect, it } from '@jest/globals';
import { durationText } from './duration.js';
import { instantOf, plausible } from './instant.js';
import { labelOf, lineOf, numberOf, parseData } from './plain-value.js';
import { webLink } from './web-link.js';

const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

function readTooFar(): never {
  throw new Error('read too far');
}

describe('durationText', () => {
  it.each([
    [330_000, '5m 30s'],
    [3_723_000, '1h 2m 3s'],
    [0, '0s'],
    [450, '450ms'],
    [0.4, '0s'],
    [1000, '1s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [90_061_000, '1d 1h 1m 1s'],
    ['330000', '5m 30s'],
  ])('%p → %p', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it.each([-1, Number.NaN, Infinity, 1e300, null, undefined, '', 'soon', '-5', {}, [330_000], true])(
    '%p → none',
    (ms) => {
      expect(durationText(ms)).toBeNull();
    },
  );
});

describe('instantOf', () => {
  it.each([
    ['2024-01-01T12:00:00.000Z', Date.UTC(2024, 0, 1, 12)],
    ['2024-01-01T14:00:00+02:00', Date.UTC(2024, 0, 1, 12)],
    ['2024-01-01 12:00:00', Date.UTC(2024, 0, 1, 12)],
    ['2024-01-01T12:00:00', Date.UTC(2024, 0, 1, 12)],
    ['2024-01-01', Date.UTC(2024, 0, 1)],
    [1_704_110_400, Date.UTC(2024, 0, 1, 12)],
    [1_704_110_400_000, Date.UTC(2024, 0, 1, 12)],
  ])('%p is a moment, the same in every time zone', (value, at) => {
    expect(instantOf(value)).toBe(at);
  });

  it.each([
    '',
    '1',
    'yesterday',
    '2024-13-01',
    '2024-01-01T99:00:00Z',
    // Programs write the end of the calendar where there is no date.
    '9999-12-31',
    '9999-12-31T23:59:59.999Z',
    253_402_214_400_000,
    0,
    -1,
    5,
    1e308,
    Number.NaN,
    null,
    {},
    [],
  ])('%p is none', (value) => {
    expect(instantOf(value)).toBeNull();
  });

  it('takes no date the platforms cannot show', () => {
    expect(plausible(8.64e15)).toBeNull();
    expect(plausible(Number.NaN)).toBeNull();
    expect(plausible(5)).toBe(5);
  });
});

describe('webLink', () => {
  it.each([
    ['https://cdn.example.com/a-b_c.mp4?x=1&y=2#t', 'https://cdn.example.com/a-b_c.mp4?x=1&y=2#t'],
    ['HTTPS://CDN.example.com', 'https://cdn.example.com/'],
    ['https://x.example/a b|c>d<e"f`', 'https://x.example/a%20b%7Cc%3Ed%3Ce%22f%60'],
    ['https://bücher.example/ä', 'https://xn--bcher-kva.example/%C3%A4'],
    [' https://x.example/\uD83D ', 'https://x.example/%EF%BF%BD'],
  ])('%p → %p', (value, href) => {
    expect(webLink(value)).toBe(href);
  });

  it.each([
    's3://b/k',
    'javascript:alert(1)',
    'https:x',
    'https://',
    '//x',
    '',
    null,
    5,
    {},
    `https://x/${'a'.repeat(9000)}`,
  ])('refuses %p', (value) => {
    expect(webLink(value)).toBeNull();
  });
});

describe('lineOf', () => {
  it.each([
    ['a\nb', 'a b'],
    [5, '5'],
    [true, 'yes'],
    [false, 'no'],
    [null, ''],
    [['a', 1, null], 'a, 1'],
    [{ a: 1, b: { c: ['d'] } }, 'a: 1, b: {c: [d]}'],
    [{}, ''],
    [[null, '', {}, [[]]], ''],
    [{ a: null, b: [], c: 1 }, 'c: 1'],
    [{ a: { b: { c: { d: 1 } } } }, 'a: {b: {c: …}}'],
  ])('%j → %p', (value, line) => {
    expect(lineOf(value, 100)).toBe(line.trim());
  });

  it('stops early on long lists and deep data', () => {
    const many = Array.from({ length: 1e5 }, (_, i) => i);
    expect(lineOf(many, 20)).toBe('0, 1, 2, 3, 4, 5, 6…');
    expect(lineOf(deep(50_000), 100)).toBe('[[…]]');
    const trap = Array.from({ length: 200 }, () => 'word');
    Object.defineProperty(trap, 150, { get: () => readTooFar() });
    expect(lineOf(trap, 20)).toBe('word, word, word, w…');
  });
});

describe('numberOf', () => {
  it('never throws, whatever the value', () => {
    expect(numberOf(JSON.parse('{"toString":1,"valueOf":2}'))).toBeNaN();
    expect(numberOf(deep(50_000))).toBeNaN();
    expect([numberOf('3'), numberOf(' 2.5 '), numberOf(7)]).toEqual([3, 2.5, 7]);
    expect(['', '0x10', '1e5', null, true, Infinity].map(numberOf)).toEqual(
      Array.from({ length: 6 }, () => Number.NaN),
    );
  });
});

describe('labelOf', () => {
  it.each([
    ['queue_length', 'Queue length'],
    ['queueLength', 'Queue length'],
    ['oldest_job_id', 'Oldest job ID'],
    ['job_ids', 'Job IDs'],
    ['cost_usd', 'Cost USD'],
    ['fps', 'FPS'],
    ['paid_url', 'Paid URL'],
    ['useHDR', 'Use HDR'],
    ['isNSFW', 'Is NSFW'],
    ['HTMLContent', 'HTML content'],
    ['playbackIDs', 'Playback IDs'],
    ['userIDsList', 'User IDs list'],
    ['isATest', 'Is a test'],
    ['tiktok_url', 'TikTok URL'],
    ['iphone_model', 'iPhone model'],
    ['ai_model', 'AI model'],
    ['eta', 'ETA'],
    ['maid', 'Maid'],
    ['__proto__', 'Proto'],
    ['', ''],
  ])('%p → %p', (name, label) => {
    expect(labelOf(name)).toBe(label);
  });
});

describe('parseData', () => {
  it.each(['', '{', 'null', '[]', '1', '"x"'])('reads %p as no data', (json) => {
    expect(parseData(json)).toEqual({});
  });
});
