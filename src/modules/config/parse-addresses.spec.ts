import { describe, expect, it } from '@jest/globals';
import { Malformed } from './malformed.js';
import { isLoopback, parseBasePath, parseHost, parsePublicUrl } from './parse-addresses.js';

describe('parseHost', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::', '::'],
    ['[::1]', '::1'],
    ['localhost', 'localhost'],
    ['gateway-1.internal', 'gateway-1.internal'],
  ])('reads %s', (text, host) => expect(parseHost(text)).toBe(host));

  it.each(['http://localhost', 'localhost:3000', '300.1.1.1', '1.2.3', '-x', 'a b', '[localhost]', 'a..b'])(
    'refuses %s',
    (text) => expect(parseHost(text)).toBeInstanceOf(Malformed),
  );

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['LOCALHOST', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.1', false],
    ['localhost.example', false],
  ])('isLoopback(%s) is %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback));
});

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

describe('parsePublicUrl', () => {
  it.each([
    ['https://hooks.example.test', 'https://hooks.example.test'],
    ['https://hooks.example.test/', 'https://hooks.example.test'],
    ['HTTP://hooks.example.test:8080/gateway/', 'http://hooks.example.test:8080/gateway'],
  ])('reads %s', (text, url) => {
    expect(parsePublicUrl(text)).toBe(url);
  });

  it.each([
    'hooks.example.test',
    'ftp://hooks.example.test',
    'https://',
    'https://me:pw@hooks.example.test',
    'https://hooks.example.test/?a=1',
    'https://hooks.example.test/#top',
    'javascript:alert(1)',
  ])('refuses %s', (text) => {
    expect(parsePublicUrl(text)).toBeInstanceOf(Malformed);
  });
});
