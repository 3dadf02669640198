import { describe, expect, it } from '@jest/globals';
import { EVENT_ID, idempotencyKey } from './event-id.js';

describe('idempotencyKey', () => {
  it.each([
    ['abc-123', 'abc-123'],
    ['  abc  ', 'abc'],
    ['"quoted key"', null],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', '8e03978e-40d5-43dd-bc93-6894a57f9324'],
    ['', null],
    ['""', null],
    ['a b', null],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), null],
    ['schlüssel', null],
  ])('reads %j as %j', (header, key) => {
    expect(idempotencyKey(header)).toBe(key);
  });

  it('accepts neither quotes nor backslashes in an id', () => {
    expect(['a"b', 'a\\b', 'a\nb'].some((id) => EVENT_ID.test(id))).toBe(false);
  });
});
