import { sized } from './long-run.js';

/** Levels of nested values: more than a stack holds. */
const DEEP = sized(20_000, 100_000);
const PROTO = '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';

/** Bodies that are almost JSON, or JSON that has crashed parsers, by name. */
export const HOSTILE_BODIES: readonly (readonly [string, Uint8Array<ArrayBuffer>])[] = (
  [
    ['nothing', ''],
    ['white space', ' \r\n\t '],
    ['an open bracket', '['],
    ['an open brace', '{'],
    ['nested lists', '['.repeat(DEEP) + ']'.repeat(DEEP)],
    ['nested lists without end', '['.repeat(DEEP)],
    ['nested objects', '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP)],
    ['data nested deeply', `{"event":"hostile.deep","data":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP + 1)}`],
    ['a byte order mark', '\uFEFF{}'],
    ['a comma at the end', '{"event":"hostile.comma",}'],
    ['a comment', '{/* */"event":"hostile.comment"}'],
    ['single quotes', "{'event':'hostile.quotes'}"],
    ['NaN', '{"event":NaN}'],
    ['a number without end', `{"event":${'9'.repeat(10_000)}}`],
    ['an exponent', '{"event":1e99999,"timeout_ms":-1e99999,"rate":1e400}'],
    ['hexadecimal', '{"event":0x10}'],
    ['a control character', '{"event":"a\u0000b\u001f"}'],
    ['an escape that is none', '{"event":"\\x41"}'],
    ['half a surrogate pair', '{"event":"hostile.half","data":{"\\ud800":"\\udc00"},"name":"\\ud800"}'],
    ['the same key twice', '{"event":"hostile.twice","event":"hostile.twice.two","url":"a","url":"b"}'],
    ['prototypes', PROTO],
    ['prototypes in data', `{"event":"hostile.proto","data":${PROTO}}`],
    ['two values', '{} {}'],
    ['a text', '"event"'],
    ['a number', '1'],
    ['null', 'null'],
    ['true', 'true'],
    ['lists of lists', '[[],[[]]]'],
    ['many keys', `{${Array.from({ length: 5_000 }, (_, nth) => `"k${nth}":${nth}`).join()}}`],
    ['many events', `{"events":[${'{},'.repeat(1_500)}{}]}`],
    ['a form', 'event=hostile.form&data=1'],
    ['XML', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ] as const
).map(([name, text]) => [name, new Uint8Array(Buffer.from(text))] as const);

/** Bytes that are not UTF-8, and a compressed body without its Content-Encoding. */
export const HOSTILE_BYTES: readonly Uint8Array<ArrayBuffer>[] = [
  Uint8Array.from([0xff, 0xfe, 0x7b, 0x7d]),
  Uint8Array.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Uint8Array.from([0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00]),
];

/** Values that a field does not expect. */
const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  Number.MAX_SAFE_INTEGER + 2,
  1e308,
  '',
  ' ',
  '0',
  '\u0000',
  '\ud800',
  'a\r\nX-Injected: yes',
  '../../../../etc/passwd',
  "'; drop table events; --",
  '<script>alert(1)</script>',
  '${7*7}{{7*7}}%s%n%x',
  '__proto__',
  'constructor',
  '***',
  '\u202Etxt.exe\u200B\uFEFF',
  '👩‍👩‍👧‍👦'.repeat(50),
  'x'.repeat(100_000),
  'http://[::1',
  'javascript:alert(1)',
  [],
  [[]],
  ['\u0000', null, {}],
  Array.from({ length: 1_000 }, () => 'x'),
  {},
  { $ne: null },
  { $where: 'while(true){}' },
  { toString: 1, length: -1, valueOf: 'x' },
  { '\u0000': { '': [null] } },
];

/** Texts for paths, queries and headers. */
export const HOSTILE_TEXTS = HOSTILE_VALUES.filter(
  (value): value is string => typeof value === 'string' && value.length < 2_000 && value.isWellFormed(),
);

/** The hostile values as JSON, each alone and in a list, and JSON nested more deeply than `JSON.stringify` can write. */
export const HOSTILE_JSON: readonly string[] = [
  ...HOSTILE_VALUES.map((value) => JSON.stringify(value)),
  '['.repeat(DEEP) + ']'.repeat(DEEP),
  '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP),
].flatMap((json) => [json, `[${json}]`]);

/** Hostile field names: inherited properties of objects, and separators of queries. */
export const HOSTILE_NAMES: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '\u0000',
  'a\r\nb',
  '$where',
  '$and',
  'data.x',
];
