import { describe, expect, it } from '@jest/globals';
import { parseDatabaseUrl } from './parse-database-url.js';

describe('parseDatabaseUrl', () => {
  it.each([
    ['sqlite:./data/gateway.db', './data/gateway.db'],
    ['sqlite:gateway.db', 'gateway.db'],
    ['sqlite:/var/lib/gateway.db', '/var/lib/gateway.db'],
    ['sqlite:///var/lib/gateway.db', '/var/lib/gateway.db'],
  ])('reads %s as a file', (text, file) => {
    expect(parseDatabaseUrl(text)).toEqual({ driver: 'sqlite', file });
  });

  it.each([
    'postgres://me:pw@db.example:5432/gateway',
    'postgresql://db.example/gateway?sslmode=require',
    'postgres:///gateway?host=/var/run/postgresql',
  ])('takes %s as it is', (url) => {
    expect(parseDatabaseUrl(url)).toEqual({ driver: 'postgres', url });
  });

  it.each([
    [':memory:', 'keeps events in memory, where they would not survive a restart'],
    ['sqlite::memory:', 'keeps events in memory, where they would not survive a restart'],
    ['sqlite:', 'names no file'],
    ['sqlite:./data/', 'names no file'],
    ['sqlite:..', 'names no file'],
    ['sqlite:./a.db?mode=ro', 'has parameters, which SQLite files do not take here'],
    ['sqlite://data/gateway.db', 'has two slashes, which would make the first folder a host'],
    ['sqlite:file:x.db', 'has file: in front of the path'],
    ['./data/gateway.db', 'names no known database'],
    ['mysql://db.example/gateway', 'names no known database'],
    ['postgres://me:p#w@db.example/gateway', 'cannot be read as a URL'],
    ['postgres://me:1/w@db.example/gateway', 'has an @ behind the host'],
    [
      'postgres://me:50%off@db.example/gateway',
      'has a % that two hexadecimal digits do not follow, or that encodes no UTF-8',
    ],
    ['postgres://db.example/my gateway', 'contains white space'],
  ])('names the fault of %s', (text, problem) => {
    expect(parseDatabaseUrl(text)).toHaveProperty('problems', [problem]);
  });
});
