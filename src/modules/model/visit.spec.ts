import { describe, expect, it } from '@jest/globals';
import { readablePath } from './visit.js';

describe(readablePath.name, () => {
  it.each([
    ['/jobs/%E0%A4%A', './%25E0%25A4%25A'],
    ['/jobs/a%20b%', './a%20b%25'],
    ['/endpoints/%zz/message?event=%E0', './../%25zz/message?event=%E0'],
    ['/prefix/jobs/a:%', './a:%25'],
  ])('names the bytes of %s: %s', (path, reference) => {
    expect(readablePath(path)).toBe(reference);
    const { pathname } = new URL(reference, `http://gateway.test${path}`);
    expect(() => decodeURIComponent(pathname)).not.toThrow();
    expect(pathname.split('/').length).toBe(path.split('?')[0]!.split('/').length);
  });
});
