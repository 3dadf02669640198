import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { target } from './healthcheck.js';

describe('The target of a health check', () => {
  it.each([
    ['', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', '::1'],
    ['[::1]', '::1'],
    ['10.0.0.5', '10.0.0.5'],
    ['fd00::5', 'fd00::5'],
    ['localhost', 'localhost'],
  ])('follows HOST=%s: %s', (HOST, host) => {
    expect(target({ HOST })).toEqual({ host, port: 3000, basePath: '' });
  });

  it('is under the base path, which a file may hold', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gateway-health-'));
    try {
      const WEBHOOK_BASE_PATH_FILE = join(folder, 'base');
      writeFileSync(WEBHOOK_BASE_PATH_FILE, '/gateway\n');
      expect(target({ WEBHOOK_BASE_PATH_FILE }).basePath).toBe('/gateway');
      expect(target({ WEBHOOK_BASE_PATH: '/tools/' }).basePath).toBe('/tools');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(() => target({ WEBHOOK_BASE_PATH_FILE: '/nowhere/base' })).toThrow('cannot be read');
  });

  it.each(['70000', 'abc', '0', '1.5'])('is none for PORT=%s', (PORT) => {
    expect(() => target({ PORT })).toThrow('PORT is a whole number from 1 to 65535.');
  });
});
