import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ConnectionLost, isBroken, statementError } from './store-error.js';

function answered(code: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('said by the server', 0, 'error'), { code });
}

describe(statementError.name, () => {
  it.each([
    ['shutting down', '57P01'],
    ['idle in a transaction for too long', '25P03'],
    ['in a transaction for too long', '25P04'],
  ])('is a lost connection where the server ended the session: %s', (_, code) => {
    expect(isBroken(answered(code))).toBe(true);
    expect(statementError(answered(code))).toBeInstanceOf(ConnectionLost);
  });
});
