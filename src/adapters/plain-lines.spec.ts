import { describe, expect, it } from '@jest/globals';
import { quietText, unlinked } from './plain-lines.js';

describe('Plain text of a message', () => {
  it.each([
    ['https://a.example', 'https:\u200b//a.example'],
    ['www.a.example', 'www\u200b.a.example'],
    ['םwww.a.example', 'םwww\u200b.a.example'],
    ['_www.a.example', '_www\u200b.a.example'],
    ['awww.a.example and 12:00', 'awww.a.example and 12:00'],
  ])('has no link of %j', (text, expected) => {
    expect(unlinked(text)).toBe(expected);
  });

  it('names the zone of its times, where it has some', () => {
    const time = [{ text: 'failed ' }, { text: '12:04 PM', at: 1 }];
    expect(quietText([[{ text: 'job_1' }], time], '', 'UTC')).toBe('job_1\u{a0}· failed 12:04 PM UTC');
    expect(quietText([time, time], '', 'UTC')).toBe('failed 12:04 PM\u{a0}· failed 12:04 PM\u{a0}· UTC');
    expect(quietText([[{ text: 'job_1' }]], '3 more not shown', 'UTC')).toBe('job_1\u{a0}· 3 more not shown');
  });
});
