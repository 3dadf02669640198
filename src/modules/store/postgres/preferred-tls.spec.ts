import { describe, expect, it } from '@jest/globals';
import { isOnThisMachine } from './preferred-tls.js';

describe(isOnThisMachine.name, () => {
  it.each([
    'postgres://u@localhost/db',
    'postgres://u@127.0.0.1:5433/db',
    'postgres://u@127.8.9.1/db',
    'postgres://u@[::1]/db',
    'postgres:///db',
    'postgres:///db?host=/var/run/postgresql',
    'postgres://u@%2Fvar%2Frun%2Fpostgresql/db',
  ])('is true for %s', (url) => {
    expect(isOnThisMachine(url)).toBe(true);
  });

  it.each([
    'postgres://u@db/db',
    'postgres://u@10.0.0.5/db',
    'postgres://u@127.0.0.1.example.com/db',
    'postgres://u@localhost.example.com/db',
    'postgres://u@[2001:db8::1]/db',
    'postgres://u@localhost/db?host=db.example.com',
  ])('is false for %s', (url) => {
    expect(isOnThisMachine(url)).toBe(false);
  });
});
