import { describe, expect, it } from '@jest/globals';
import { isOwnPath, readBasePath, withoutBasePath } from './base-path.js';

describe('readBasePath', () => {
  it.each([
    ['/gateway', '/gateway'],
    ['gateway', '/gateway'],
    ['/gateway/', '/gateway'],
    ['/tools/web-hooks_2.0/~x/', '/tools/web-hooks_2.0/~x'],
    ['/', ''],
    ['', ''],
  ])('reads %p as %p', (text, path) => {
    expect(readBasePath(text)).toBe(path);
  });

  it.each([
    '//evil.example',
    '/a//b',
    '/../x',
    '/./x',
    '/x/..',
    '/a b',
    '/a?b',
    '/a#b',
    '/a%2fb',
    '/ä',
    '/a"onload',
    '/<script>',
    'https://evil.example/x',
    '/a\\b',
    '/a\nb',
    '/gateway//',
    `/${'x'.repeat(65)}`,
    '/x'.repeat(120),
  ])('refuses %p', (text) => {
    expect(readBasePath(text)).toBeNull();
  });
});

describe('withoutBasePath', () => {
  it.each([
    ['/gateway/api/webhooks/status?x=1', '/api/webhooks/status?x=1'],
    ['/gateway', '/'],
    ['/gateway/', '/'],
    ['/gateway?x', '/?x'],
    ['/api/webhooks/status', '/api/webhooks/status'],
    ['/gatewayx/api', '/gatewayx/api'],
    ['/', '/'],
    ['http://host/gateway/livez', 'http://host/livez'],
    ['http://host/livez', 'http://host/livez'],
    ['*', '*'],
  ])('removes from %s the base path: %s', (url, served) => {
    expect(withoutBasePath(url, '/gateway')).toBe(served);
  });

  it('removes nothing when the base path looks like a path of the gateway', () => {
    expect(isOwnPath('/api/x')).toBe(true);
    expect(isOwnPath('/apis')).toBe(false);
    expect(withoutBasePath('/api/webhooks/status', '/api')).toBe('/api/webhooks/status');
  });
});
