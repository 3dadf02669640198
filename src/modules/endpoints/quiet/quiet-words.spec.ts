import { describe, expect, it } from '@jest/globals';
import { quietWindow } from '../../model/quiet.js';
import { quietOf, type QuietSettings } from './quiet-of.js';
import { quietSentence } from './quiet-words.js';

const sentence = (settings: QuietSettings, iso: string): string => {
  const quiet = quietOf(settings, 'Europe/Berlin');
  const now = Date.parse(iso);
  return quietSentence(quiet, quietWindow(quiet, now)!, now);
};

describe('The sentence of quiet hours', () => {
  it.each<[string, string, QuietSettings]>([
    [
      'Holds messages tonight from 22:00 to 07:00 (Europe/Berlin); job.failed is still sent.',
      '2025-06-10T12:00:00Z',
      { times: ['22:00-07:00'], except: ['job.failed'] },
    ],
    ['Holds messages now, until 07:00 (Europe/Berlin).', '2025-06-10T22:00:00Z', { times: ['22:00-07:00'] }],
    [
      'Drops messages today from 12:00 to 13:00 (UTC); job.failed and webhook.* are still sent.',
      '2025-06-10T08:00:00Z',
      { times: ['12:00-13:00'], zone: 'UTC', then: 'drop', except: ['job.failed', 'webhook.*'] },
    ],
    [
      'Holds messages from Sat 14 Jun 00:00 to Mon 16 Jun 00:00 (Europe/Berlin).',
      '2025-06-10T08:00:00Z',
      { times: ['00:00-24:00'], weekdays: ['sat-sun'] },
    ],
    [
      'Holds messages from Wed 11 Jun 12:00 to 13:00 (Europe/Berlin).',
      '2025-06-10T18:00:00Z',
      { times: ['12:00-13:00'] },
    ],
    [
      'Holds messages now, until Mon 16 Jun 00:00 (Europe/Berlin).',
      '2025-06-14T08:00:00Z',
      { times: ['00:00-24:00'], weekdays: ['sat', 'sun'] },
    ],
  ])('is %s', (said, now, settings) => {
    expect(sentence(settings, now)).toBe(said);
  });
});
