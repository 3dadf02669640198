import { UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import type { GatewayConfig } from '../config/gateway-config.js';
import { Admin, Emit } from './access.decorators.js';
import { LOOPBACK, type Caller } from './caller.js';
import type { Gate } from './gate.service.js';
import { bearer, Keyring } from './keyring.js';

// Behind it stands a CommonJS library that needs Nest to be loaded already.
const { AccessGuard } = await import('./access.guard.js');

class Routes {
  @Emit()
  emit(): void {
    // A route is only looked at here.
  }

  @Admin()
  admin(): void {
    // Likewise.
  }

  open(): void {
    // Likewise.
  }
}

const EMITTER: Caller = { role: 'emit', by: 'key', fingerprint: 'e', signedId: null };
const OPERATOR: Caller = { role: 'admin', by: 'session', fingerprint: 'a', signedId: null };

function ask(route: keyof Routes, caller: Caller | null): number {
  const gate = { refusalOf: () => new UnauthorizedException() } as unknown as Gate;
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ caller }) }),
  } as unknown as ExecutionContext;
  try {
    return new AccessGuard(gate, new Reflector()).canActivate(context) ? 200 : 0;
  } catch (error) {
    return (error as { getStatus(): number }).getStatus();
  }
}

describe(AccessGuard.name, () => {
  it.each([
    ['emit', EMITTER, 200],
    ['emit', OPERATOR, 200],
    ['emit', LOOPBACK, 200],
    ['emit', null, 401],
    ['admin', EMITTER, 403],
    ['admin', OPERATOR, 200],
    ['admin', LOOPBACK, 200],
    ['admin', null, 401],
    ['open', null, 200],
  ] as const)('answers %s for %j with %i', (route, caller, status) => {
    expect(ask(route, caller)).toBe(status);
  });
});

describe(Keyring.name, () => {
  const keyring = new Keyring({
    emitKeys: ['emit-key', 'both'],
    adminKeys: ['admin-key', 'next-admin-key', 'both'],
  } as unknown as GatewayConfig);

  it.each([
    ['emit-key', 'emit'],
    ['admin-key', 'admin'],
    ['next-admin-key', 'admin'],
    ['both', 'admin'],
    ['emit-keyx', undefined],
    ['', undefined],
  ])('finds %j with the role %s', (text, role) => {
    expect(keyring.find(text)?.role).toBe(role);
  });

  it("shows only the beginning of a key's digest", () => {
    expect(keyring.find('emit-key')!.fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(JSON.stringify(keyring)).not.toContain('emit-key');
  });

  it('is empty without keys', () => {
    expect(new Keyring({ emitKeys: [], adminKeys: [] } as unknown as GatewayConfig).empty).toBe(true);
    expect(keyring.empty).toBe(false);
  });

  it.each([
    ['Bearer KEY', 'KEY'],
    ['bearer  KEY', 'KEY'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer a b', 'a b'],
    ['Basic KEY', undefined],
    ['KEY', undefined],
    [undefined, undefined],
  ])('finds with bearer() in %j the token %j', (authorization, text) => {
    expect(bearer(authorization)).toBe(text);
  });
});
