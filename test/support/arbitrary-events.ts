import * as fc from 'fast-check';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import { KNOWN_EVENTS } from '../../src/adapters/catalogue/catalogue.js';
import { arbitraryUrl } from './arbitrary-urls.js';
import { NASTY } from './nasty-texts.js';

const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...NASTY) },
  // Any characters. The strings of fast-check cost a second of processor time before the first one.
  {
    weight: 2,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0x10_f7ff }), { maxLength: 60 })
      .map((points) =>
        String.fromCodePoint(...points.map((point) => (point < 0xd800 ? point : point + 0x800))),
      ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  // Any UTF-16 units: lone surrogates among them.
  {
    weight: 1,
    arbitrary: fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((units) => String.fromCharCode(...units)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...NASTY, 'x', '"', '\n', '<', '`', '\\', '👨‍👩‍👧', '\u0301'),
        fc.integer({ min: 1, max: 10_000 }),
      )
      .map(([unit, times]) => unit.repeat(Math.ceil(times / unit.length))),
  },
);

const scalar = fc.oneof(
  text,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, -330_000),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const key = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', '', ' ', 'country', 'contentType'),
  text,
);
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 6 }),
    fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
})).value;

const date = fc.oneof(
  fc.constantFrom(
    '2024-01-01T12:00:00.000Z',
    '2024-01-01T12:00:00+02:00',
    '2024-01-01',
    '',
    'yesterday',
    0,
    -1,
    1e308,
  ),
  anything,
);
const parameters = fc.oneof(
  anything,
  fc.dictionary(key, scalar, { maxKeys: 30, noNullPrototype: true }),
  fc
    .integer({ min: 0, max: 400 })
    .map((count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`p_${i}`, i]))),
  fc.record({ country: anything, platform: anything, genre: text, contentType: text, template: scalar }),
);
const video = fc.oneof(arbitraryUrl, fc.constant(`https://cdn.example.com/${'a'.repeat(2100)}`), anything);

const data = fc.oneof(
  fc.record(
    {
      job_id: anything,
      status: anything,
      created_at: date,
      started_at: date,
      completed_at: date,
      failed_at: date,
      parameters,
      progress: scalar,
      current_step: anything,
      video_url: video,
      creatomate_id: anything,
      error: anything,
      message: anything,
      retry_count: anything,
      processing_duration_ms: anything,
      extra: anything,
    },
    { requiredKeys: [] },
  ),
  fc.dictionary(key, anything, { maxKeys: 10, noNullPrototype: true }),
);

/** Events as the gateway stores them (JSON text of an object), with the worst content that JSON can carry. */
export const arbitraryEvent: fc.Arbitrary<GatewayEvent> = fc.record({
  id: fc.uuid(),
  type: fc.oneof(
    fc.constantFrom(...KNOWN_EVENTS),
    fc.stringMatching(/^[a-z0-9_]{1,20}(\.[a-z0-9_]{1,20}){0,5}$/),
    fc.constant('a_.'.repeat(42)),
  ),
  data: data.map((value) => JSON.stringify(value)),
  timestamp: fc.oneof(
    fc.constantFrom('2024-01-01T12:05:30.123Z', '', 'garbage', '+275760-09-13T00:00:00.000Z'),
    text,
  ),
  acceptedAt: fc.constantFrom(1_704_110_730_123, 0, -5, Number.NaN, 8.64e15),
});
