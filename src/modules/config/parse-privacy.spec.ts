import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Malformed } from './malformed.js';
import { parseRedactFields, parseTypeRetention } from './parse-privacy.js';

describe(parseRedactFields.name, () => {
  it('reads paths', () => {
    expect(parseRedactFields('data.user.email, data.guests.*.phone,data.größe')).toEqual([
      'data.user.email',
      'data.guests.*.phone',
      'data.größe',
    ]);
  });

  it.each(['user.email', 'data', 'data.', 'data..x', 'data.a*', 'data. x'])('refuses %j', (text) => {
    expect(parseRedactFields(text)).toBeInstanceOf(Malformed);
  });

  it('never throws, and reads back what it has read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseRedactFields(text);
        const again = read instanceof Malformed ? read : parseRedactFields(read.join(','));
        expect(again).toEqual(read);
      }),
    );
  });
});

describe(parseTypeRetention.name, () => {
  it('reads types and patterns with their times, in order', () => {
    expect(parseTypeRetention('job.progress=2d, debug.* = 6h,*=20d')).toEqual([
      { pattern: 'job.progress', keptMs: 2 * 86_400_000 },
      { pattern: 'debug.*', keptMs: 6 * 3_600_000 },
      { pattern: '*', keptMs: 20 * 86_400_000 },
    ]);
  });

  it.each(['job.progress', 'job.progress=2', 'Job=2d', 'job.*=59m', '=2d', 'job.progress=31d'])(
    'refuses %j',
    (text) => {
      expect(parseTypeRetention(text)).toBeInstanceOf(Malformed);
    },
  );
});
