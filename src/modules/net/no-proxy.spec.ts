import { describe, expect, it } from '@jest/globals';
import { directEntry, isDirect, type DirectEntry } from './no-proxy.js';

const direct = (entry: string, url: string): boolean =>
  isDirect([directEntry(entry) as DirectEntry], new URL(url));

describe('The NO_PROXY entry', () => {
  it.each([
    ['*', 'https://any.test/'],
    ['*:8443', 'https://any.test:8443/'],
    ['example.test', 'https://example.test/'],
    ['example.test', 'https://a.b.example.test/'],
    ['.example.test', 'https://example.test/'],
    ['.example.test', 'https://a.example.test/'],
    ['*.example.test', 'https://a.example.test/'],
    ['EXAMPLE.Test', 'https://a.example.test/'],
    ['example.test.', 'https://example.test/'],
    ['example.test', 'https://example.test./'],
    ['example.test:443', 'https://example.test/'],
    ['example.test:80', 'http://example.test/'],
    ['bücher.test', 'https://xn--bcher-kva.test/'],
    ['localhost', 'http://localhost:3000/'],
    ['192.168.1.*', 'http://192.168.1.7/'],
    ['app-*.test', 'http://app-1.test/'],
    ['10.0.0.0/8', 'http://10.20.30.40:99/'],
    ['10.0.0.7', 'http://10.0.0.7/'],
    ['10.0.0.7:8080', 'http://10.0.0.7:8080/'],
    ['::1', 'http://[::1]:3000/'],
    ['[::1]', 'http://[::1]/'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['fd00::/8', 'http://[fd00::7]/'],
    ['10.0.0.0/8', 'http://[::ffff:10.0.0.7]/'],
    ['127.0.0.1', 'http://0x7f.1/'],
  ])('%s covers %s', (entry, url) => expect(direct(entry, url)).toBe(true));

  it.each([
    ['*:8443', 'https://any.test/'],
    ['example.test', 'https://notexample.test/'],
    ['example.test', 'https://example.test.evil.test/'],
    ['*.example.test', 'https://example.test/'],
    ['example.test:8443', 'https://example.test/'],
    ['example.test:80', 'https://example.test/'],
    ['10.0.0.0/8', 'http://11.0.0.1/'],
    ['10.0.0.0/8', 'http://10.example.test/'],
    ['10.0.0.7', 'http://110.0.0.7/'],
    ['192.168.1.*', 'http://192.168.10.7/'],
    ['::1', 'http://127.0.0.1/'],
    ['localhost', 'http://127.0.0.1/'],
  ])('%s does not cover %s', (entry, url) => expect(direct(entry, url)).toBe(false));

  it.each([
    ['http://proxy.test', 'is a URL'],
    ['10.0.0.0/33', 'is not a network'],
    ['example.test/24', 'is not a network'],
    ['example.test:99999', 'needs a port'],
    ['example.test:0', 'needs a port'],
    ['a:b:c', 'is no host name'],
    ['exa mple', 'is no host name'],
    ['?', 'is no host name'],
    ['[example]', 'is no host name'],
  ])('%s is refused', (entry, clause) => expect(directEntry(entry)).toContain(clause));
});
