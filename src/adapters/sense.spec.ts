import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, eventTypeOf } from './catalogue/catalogue.js';
import { DEFAULT_MESSAGE } from '../modules/model/message-options.js';
import { aTarget } from '../../test/support/a-target.js';
import { processorMs } from '../../test/support/processor-time.js';
import { notificationOf } from './notification/notification.js';
import { SAMPLES } from './samples.js';
import { isEmptyText, makesSense } from './sense.js';

it('makesSense reads a share made of blanks in time to its length', () => {
  const read = () => expect(makesSense('progress', `${' '.repeat(200_000)}x`)).toBe(true);
  expect(processorMs(read)).toBeLessThan(2_000);
});

describe('isEmptyText', () => {
  it.each([
    'NaN',
    'NaNm NaNs',
    'NaN:NaN:NaN',
    'NaN%',
    'undefined',
    ' null ',
    'None',
    'N/A',
    'Invalid Date',
    '[object Object]',
    '-',
    '--',
    '—',
    ' – ',
    'Infinity',
    '-Infinity',
    ' \t ',
    '\u3164\u115F\u200B',
  ])('%j stands for no value', (text) => {
    expect(isEmptyText(text)).toBe(true);
  });

  it.each([
    '',
    '0',
    'no',
    'Nancy',
    'nullable',
    'The value is null',
    'undefined variable x',
    'none of them',
    'infinity pool',
    'us',
    '-1',
    '--verbose',
    '?',
  ])('%j says something', (text) => {
    expect(isEmptyText(text)).toBe(false);
  });
});

describe('makesSense', () => {
  it.each([
    ['duration', -5],
    ['duration', '-5'],
    ['duration', '-1m 3s'],
    ['duration', 'NaNm 3s'],
    ['duration_ms', 1e15],
    ['renderTime_seconds', -1],
    ['elapsed', 'undefined'],
    ['progress', 250],
    ['progress', '250%'],
    ['progress_percent', -1],
    ['upload_progress', 'NaN%'],
    ['finished_at', '2024-02-30'],
    ['finished_at', '2024-13-45T00:00:00Z'],
    ['finished_at', '0000-00-00 00:00:00'],
    ['finishedAt', 'Invalid Date'],
    ['date', -1],
    ['timestamp', 0],
    ['anything', 'undefined'],
  ])('%s %j makes none', (name, value) => {
    expect(makesSense(name, value)).toBe(false);
  });

  it.each([
    ['duration', 330],
    ['duration', 0],
    ['duration', '5m 30s'],
    ['progress', 0],
    ['progress', 100],
    ['progress', '75%'],
    ['progress', 'halfway'],
    ['finished_at', '2024-02-29'],
    ['finished_at', '2024-01-01T12:00:00Z'],
    ['finished_at', 1_704_110_400],
    ['finished_at', 'tomorrow'],
    ['temperature', -5],
    ['balance', -5],
    ['count', 250],
    ['progress', { done: 3, of: 4 }],
    ['duration', null],
    ['flag', false],
  ])('%s %j does', (name, value) => {
    expect(makesSense(name, value)).toBe(true);
  });
});

describe('a message of values that make no sense', () => {
  it('leaves them out and keeps the others', () => {
    const data = {
      job_id: 'undefined',
      status: '[object Object]',
      error: 'null',
      message: 'undefined',
      video_url: 'undefined',
      retry_count: 2.5,
      progress: 250,
      current_step: 'NaN',
      processing_duration_ms: 'NaN',
      completed_at: '2024-02-30T00:00:00Z',
      duration: 'NaNm NaNs',
      parameters: { country: 'us', genre: 'undefined', duration: -5, temperature: -5 },
    };
    const event = { ...SAMPLES[0]!.event, type: 'job.failed', data: JSON.stringify(data) };
    const message = { ...DEFAULT_MESSAGE, detail: 'full' as const };
    const noticed = notificationOf(event, aTarget({ message, type: eventTypeOf(BUILT_IN, event.type) }));
    const { fields, cause, causeDetail, facts, body, video, timeline, title } = noticed;
    expect({ cause, causeDetail, body, video, facts, timeline }).toEqual({
      cause: '',
      causeDetail: '',
      body: '',
      video: null,
      facts: [],
      timeline: [],
    });
    expect(title).toEqual(expect.stringMatching(/^❌ StreamGank\xa0· Render failed: 🇺🇸 U/u));
    expect(fields.map(({ label, value }) => [label, value])).toEqual([
      ['Country', '🇺🇸 United States'],
      ['Temperature', '-5'],
    ]);
  });
});
