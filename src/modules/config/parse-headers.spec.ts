import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Malformed } from './malformed.js';
import { parseHeaders } from './parse-headers.js';

const name = fc.stringMatching(/^[A-Za-z!#$%&'*+.^_`|~-][A-Za-z0-9!#$%&'*+.^_`|~-]{0,11}$/).filter((text) => {
  return /[a-z]/i.test(text) && parseHeaders(`${text}:x`) instanceof Malformed === false;
});
/** Latin-1 without what would begin a header: commas are followed by no colon. */
const value = fc
  .stringMatching(/^[\u0021-\u007e\u0080-\u00ff]([\t\u0020-\u007e\u00a1-\u00ff]{0,20}[\u0021-\u007e])?$/)
  .filter((text) => !/,[^,]*:/.test(text) && !text.startsWith('//') && text.trim() === text);
const headers = fc.uniqueArray(fc.tuple(name, value), {
  minLength: 1,
  maxLength: 6,
  selector: ([header]) => header.toLowerCase(),
});

describe('parseHeaders', () => {
  it('reads back headers as they were written, in order', () => {
    fc.assert(
      fc.property(headers, fc.constantFrom(',', ', '), fc.constantFrom(':', ': '), (list, comma, colon) => {
        const parsed = parseHeaders(list.map((header) => header.join(colon)).join(comma));
        expect(Object.entries(parsed)).toEqual(list);
      }),
    );
  });

  it.each<[string, Record<string, string>]>([
    ['X-A:b', { 'X-A': 'b' }],
    ['Authorization:Bearer a:b:c', { Authorization: 'Bearer a:b:c' }],
    ['Accept:text/html, text/plain;q=0.5,X-B:c', { Accept: 'text/html, text/plain;q=0.5', 'X-B': 'c' }],
    ['X-Date:Wed, 21 Oct 2026 07:28:00 GMT,X-B:c', { 'X-Date': 'Wed, 21 Oct 2026 07:28:00 GMT', 'X-B': 'c' }],
    ['X-Times:06:30, 07:28', { 'X-Times': '06:30, 07:28' }],
    ['Link:see, https://x.example:8080/y, http://z', { Link: 'see, https://x.example:8080/y, http://z' }],
    ['X-List:a,b,', { 'X-List': 'a,b,' }],
    ['__proto__:x', Object.fromEntries([['__proto__', 'x']])],
  ])('reads %s', (text, expected) => {
    expect(Object.entries(parseHeaders(text))).toEqual(Object.entries(expected));
  });

  it.each([
    ['Bearer token', ['does not begin with a header name and a colon']],
    [':x', ['does not begin with a header name and a colon']],
    ['My Header:x', ['does not begin with a header name and a colon']],
    ['https://x.example', ['does not begin with a header name and a colon']],
    ['X-A:1,x-a:2', ['names x-a twice']],
    ['X-A:', ['gives X-A no value']],
    ['X-A:1\r\nX-B: 2', ['gives X-A a value with characters a header cannot carry']],
    ['X-A:✓', ['gives X-A a value with characters a header cannot carry']],
    [
      'Host:x,Content-Length:3',
      ['names Host, which the gateway sets itself', 'names Content-Length, which the gateway sets itself'],
    ],
  ])('names the fault of %j', (text, problems) => {
    expect(parseHeaders(text)).toHaveProperty('problems', problems);
  });
});
