import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { arbitraryUrl } from '../../../test/support/arbitrary-urls.js';
import { parseUrlList } from './parse-url-list.js';

const url = fc
  .tuple(fc.constantFrom('', 'slack+', 'discord+', 'generic+'), arbitraryUrl)
  .filter(([, address]) => !address.includes(','))
  .map(([adapter, address]) => adapter + address);

describe('parseUrlList', () => {
  it('reads back URLs as they were written, in order', () => {
    fc.assert(
      fc.property(fc.array(url), fc.constantFrom(',', ' , ', ',,\n'), (urls, comma) => {
        expect(parseUrlList(urls.join(comma))).toEqual(urls);
      }),
    );
  });

  it('keeps a repeated URL: each entry is an endpoint of its own', () => {
    expect(parseUrlList('https://a.example/x,https://a.example/x')).toHaveLength(2);
  });

  it.each([
    [
      'a.example/hook',
      'URL 1 does not begin with http:// or https:// and a host: write https:// before the host',
    ],
    ['<https://a.example/x>', 'URL 1 stands in angle brackets: remove them'],
    ['htps://a.example', 'URL 1 does not begin with http:// or https:// and a host'],
    ['https:/a.example', 'URL 1 does not begin with http:// or https:// and a host'],
    ['https:///hook', 'URL 1 does not begin with http:// or https:// and a host'],
    ['https://a.example/?ids=1,2', 'URL 2 does not begin with http:// or https:// and a host'],
    ['https://a.example https://b.example', 'URL 1 contains white space or control characters'],
    ['https://a.example/,https://b.example:99999/', 'URL 2 cannot be read as a URL'],
    [
      'https://me:pw@a.example/',
      expect.stringContaining('carries a user name or password (send an Authorization header'),
    ],
  ])('names the fault of %s', (text, problem) => {
    expect(parseUrlList(text)).toHaveProperty('problems', [problem]);
  });

  it('tells how to write a comma inside a URL', () => {
    expect(String(parseUrlList('https://a.example/?ids=1,2'))).toContain('%2C');
  });
});
