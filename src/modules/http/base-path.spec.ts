import { describe, expect, it } from '@jest/globals';
import { BasePaths } from './base-path.js';

const raw = (remoteAddress: string, prefix?: string, url = '/gateway/livez') =>
  ({
    url,
    headers: prefix === undefined ? {} : { 'x-forwarded-prefix': prefix },
    socket: { remoteAddress },
  }) as unknown as Parameters<BasePaths['rewritten']>[0];

describe(BasePaths.name, () => {
  const trusting = new BasePaths('', ['10.0.0.0/8', 'fd00::/8']);

  it.each([
    ['10.1.2.3', '/gateway', '/gateway'],
    ['::ffff:10.1.2.3', '/gateway/', '/gateway'],
    ['fd00::7', 'gateway', '/gateway'],
    ['10.1.2.3', '/outer, /inner', '/outer/inner'],
    ['10.1.2.3', '/', ''],
    ['10.1.2.3', '', ''],
    ['10.1.2.3', undefined, ''],
    ['10.1.2.3', '//evil.example', ''],
    ['10.1.2.3', '/a,//evil.example', ''],
    ['10.1.2.3', '/"><script>', ''],
    ['203.0.113.7', '/gateway', ''],
    ['2001:db8::1', '/gateway', ''],
  ])('finds for a request from %s with X-Forwarded-Prefix %p the path %p', (address, prefix, path) => {
    expect(trusting.of(raw(address, prefix))).toBe(path);
  });

  it('prefers the configured path to that of a proxy', () => {
    const configured = new BasePaths('/hooks', ['10.0.0.0/8']);
    expect(configured.of(raw('10.1.2.3', '/gateway'))).toBe('/hooks');
    expect(configured.rewritten(raw('203.0.113.7', undefined, '/hooks/livez'))).toBe('/livez');
  });

  it('ignores X-Forwarded-Prefix where no proxy is trusted', () => {
    expect(new BasePaths('', []).of(raw('127.0.0.1', '/gateway'))).toBe('');
  });

  it('removes the path from a URL in which the proxy left it', () => {
    expect(trusting.rewritten(raw('10.1.2.3', '/gateway'))).toBe('/livez');
    expect(trusting.rewritten(raw('10.1.2.3', '/gateway', '/livez'))).toBe('/livez');
    expect(trusting.rewritten(raw('203.0.113.7', '/gateway'))).toBe('/gateway/livez');
  });
});
