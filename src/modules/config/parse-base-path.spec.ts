import { describe, expect, it } from '@jest/globals';
import { Malformed } from './malformed.js';
import { parseBasePath } from './parse-base-path.js';

describe('parseBasePath', () => {
  it.each([
    ['/gateway', '/gateway'],
    ['gateway/', '/gateway'],
    ['/', ''],
  ])('reads %s', (text, path) => {
    expect(parseBasePath(text)).toBe(path);
  });

  it.each(['https://host/gateway', '/a b', '/a/../b', '//x', '/api', '/login/x'])('refuses %s', (text) => {
    expect(parseBasePath(text)).toBeInstanceOf(Malformed);
  });
});
