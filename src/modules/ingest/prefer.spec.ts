import { describe, expect, it } from '@jest/globals';
import { preferredWait } from './prefer.js';

describe('preferredWait', () => {
  it.each([
    [undefined, null],
    ['', null],
    ['wait=10', 10],
    ['respond-async, wait=5', 5],
    ['WAIT = "7"; foo=bar', 7],
    ['wait=0', 0],
    ['wait=600', 60],
    ['wait=-1', null],
    ['wait=soon', null],
    ['wait=1.5', null],
    ['wait=3, wait=9', 3],
    ['handling=lenient', null],
  ])('reads %j as %j', (header, seconds) => {
    expect(preferredWait(header)).toBe(seconds);
  });
});
