import { describe, expect, it } from '@jest/globals';
import { compressionOf, demandUtf8 } from './content-encoding.js';

function thrownBy(check: () => unknown): unknown {
  try {
    check();
  } catch (error) {
    return error;
  }
  return null;
}

const UNSUPPORTED = { status: 415, response: { code: 'unsupported_media_type' } };

describe('compressionOf', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['Identity', null],
    ['gzip', 'gzip'],
    [' GZIP ', 'gzip'],
    ['x-gzip', 'gzip'],
    ['deflate', 'deflate'],
    ['br', 'br'],
  ] as const)('%p is %p', (header, expected) => {
    expect(compressionOf(header)).toBe(expected);
  });

  it.each([
    'zstd',
    'compress',
    'gzip, gzip',
    'gzip,br',
    'identity, gzip',
    'gzip;q=1',
    'utf-8',
    'constructor',
    ',',
    'x'.repeat(9_000),
  ])('refuses %p and names the supported encodings', (header) => {
    const error = thrownBy(() => compressionOf(header));
    expect(error).toMatchObject(UNSUPPORTED);
    expect((error as Error).message).toMatch(/gzip, deflate or br/);
    expect((error as Error).message.length).toBeLessThan(250);
  });
});

describe('demandUtf8', () => {
  it.each([
    undefined,
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset=UTF8',
    'application/json; charset="utf-8"',
    'application/json; Charset = "UTF-8" ; x=y',
    'application/json; profile=charsets',
  ])('accepts %p', (type) => {
    expect(() => demandUtf8(type)).not.toThrow();
  });

  it.each([
    'application/json; charset=utf-16',
    'application/json; charset=iso-8859-1',
    'application/json; CHARSET="Windows-1252"',
    'application/json; charset="ut\\f-7"',
    'application/json; charset=utf-8; charset=latin1',
    'application/json; charset=utf-8x',
    'application/json; charset=',
    'application/json; charset=""',
    'application/x-ndjson;charset=shift_jis',
  ])('refuses %p', (type) => {
    expect(thrownBy(() => demandUtf8(type))).toMatchObject(UNSUPPORTED);
  });
});
