import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { aKey } from '../../../../test/support/keyring.js';
import { csrfToken, newSession, extended, seal, sessionSecret, unseal } from './session.js';
import { anyChar } from '../../../../test/support/any-char.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 0, 1);
const [one, other] = [aKey({ name: 'one' }), aKey({ name: 'other' })];
const secret = sessionSecret(one, 'gateway secret');

describe('A session', () => {
  it('is read back from its cookie until it ends', () => {
    const session = newSession(NOW);
    const value = seal(session, secret);
    expect(unseal(value, secret, NOW)).toEqual(session);
    expect(unseal(value, secret, NOW + 12 * HOUR_MS - 1)).toEqual(session);
    expect(unseal(value, secret, NOW + 12 * HOUR_MS)).toBeNull();
  });

  it('is valid only with its key and the secret of the gateway', () => {
    const value = seal(newSession(NOW), secret);
    expect(unseal(value, sessionSecret(other!, 'gateway secret'), NOW)).toBeNull();
    expect(unseal(value, sessionSecret(one!, 'another secret'), NOW)).toBeNull();
  });

  it('cannot be changed or forged', () => {
    const value = seal(newSession(NOW), secret);
    const changed = fc.tuple(fc.nat(value.length - 1), fc.constantFrom(...'0aZ-_.')).map(([at, by]) => {
      return value.slice(0, at) + by + value.slice(at + 1);
    });
    fc.assert(
      fc.property(fc.oneof(changed, fc.string({ unit: anyChar })), (text) => {
        expect(unseal(text, secret, NOW) === null).toBe(text !== value);
      }),
    );
  });

  it('is extended by use, not with every request, and not beyond its longest life', () => {
    const session = newSession(NOW);
    expect(extended(session, NOW + HOUR_MS / 2 - 1)).toBeNull();
    expect(extended(session, NOW + HOUR_MS)).toEqual({ ...session, endsAt: NOW + 13 * HOUR_MS });
    let last = session;
    for (let at = NOW; at < last.endsAt; at += HOUR_MS) last = extended(last, at) ?? last;
    expect(last).toEqual({ ...session, endsAt: NOW + 7 * 24 * HOUR_MS });
  });

  it('has a CSRF token of its own, which stays when the session is extended', () => {
    const session = newSession(NOW);
    const token = csrfToken(session, secret);
    expect(csrfToken({ ...session, endsAt: 0 }, secret)).toBe(token);
    expect(csrfToken(newSession(NOW), secret)).not.toBe(token);
    expect(seal(session, secret)).not.toContain(token);
  });
});
