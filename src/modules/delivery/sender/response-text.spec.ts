import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { KEPT_LIMIT, keptText, wholeText } from './response-text.js';

describe('wholeText', () => {
  it.each([
    ['gzip', gzipSync('ok')],
    ['x-gzip', gzipSync('ok')],
    ['deflate', deflateSync('ok')],
    [' GZIP ', gzipSync('ok')],
    ['br', brotliCompressSync('ok')],
    ['unknown', Buffer.from('ok')],
  ])('reads a body in %s', (encoding, bytes) => {
    expect(wholeText(bytes, encoding)).toBe('ok');
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(10_000_000))],
    ['deflate', deflateSync(Buffer.alloc(10_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(10_000_000))],
  ])('does not inflate a %s bomb', (encoding, bytes) => {
    expect(wholeText(bytes, encoding)).toBe('');
  });

  it('returns an empty text for a body that is not compressed as declared', () => {
    expect(wholeText(Buffer.from('plain'), 'gzip')).toBe('');
  });
});

describe('keptText', () => {
  it('returns null for an empty body', () => {
    expect(keptText('')).toBeNull();
  });

  it('keeps 16 KiB, cut between characters', () => {
    const kept = keptText('é'.repeat(20_000))!;
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(KEPT_LIMIT);
    expect(kept).toBe('é'.repeat(KEPT_LIMIT / 2));
    expect(keptText(`a${'é'.repeat(20_000)}`)).toBe(`a${'é'.repeat(KEPT_LIMIT / 2 - 1)}`);
  });

  it('replaces NUL', () => {
    expect(keptText('a\0b')).toBe('a\uFFFDb');
  });
});
