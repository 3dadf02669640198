import { describe, expect, it } from '@jest/globals';
import type { TargetResponse } from './adapter.js';
import { retryAfter } from './retry-after.js';

const NOW = Date.UTC(2024, 0, 1, 12, 0, 0);
const answer = (status: number, header?: string): TargetResponse => ({
  status,
  body: '',
  receivedAt: NOW,
  onPlatform: true,
  headers: header === undefined ? {} : { 'retry-after': header },
});

describe('retryAfter', () => {
  it.each([
    ['7', 7000],
    ['0', 0],
    ['1.5', 1500],
    ['7, 9', 9000],
    ['86400', 3_600_000],
    [String(NOW / 1000 + 7), 7_000],
    [String(NOW + 7_000), 7_000],
    [String(NOW / 1000 + 7.25), 7_250],
    ['2024-01-01T12:00:30Z', 30_000],
    [String(NOW / 1000 + 7_200), 3_600_000],
    ['Mon, 01 Jan 2024 12:00:30 GMT', 30_000],
    ['Monday, 01-Jan-24 12:00:30 GMT', 30_000],
    ['Mon Jan  1 12:00:30 2024', 30_000],
    ['Tue, 02 Jan 2024 12:00:00 GMT', 3_600_000],
  ])('%s waits %d ms', (header, ms) => {
    expect(retryAfter(answer(503, header))).toBe(ms);
  });

  it.each([
    '',
    '9'.repeat(400),
    '86401',
    '31536000',
    String(NOW / 1000 - 7),
    String(NOW - 7_000),
    String(NOW / 1000 + 200_000),
    'Fri, 01 Jan 2038 00:00:00 GMT',
    'Thu, 01 Jan 1970 00:00:10 GMT',
    '2038-01-01T00:00:00Z',
    '-5',
    'soon',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '5 minutes',
    '7, soon',
    'Mon, 99 Foo',
    'Sun, 31 Dec 2023 12:00:00 GMT',
  ])('ignores %p', (header) => {
    expect(retryAfter(answer(503, header))).toBeUndefined();
  });
});
