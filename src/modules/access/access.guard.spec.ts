import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import type { GatewayConfig } from '../config/gateway-config.js';
import { Admin, Emit } from './access.decorators.js';
import { AccessGuard } from './access.guard.js';
import { Keyring } from './keyring.js';

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

function ask(
  route: keyof Routes,
  authorization: string | undefined,
  keys: Partial<GatewayConfig> = { emitKeys: ['emit-key'], adminKeys: ['admin-key', 'next-admin-key'] },
): number {
  const guard = new AccessGuard(
    new Keyring({ emitKeys: [], adminKeys: [], ...keys } as unknown as GatewayConfig),
    new Reflector(),
  );
  const context = {
    getHandler: () => Routes.prototype[route],
    getClass: () => Routes,
    switchToHttp: () => ({ getRequest: () => ({ headers: { authorization } }) }),
  } as unknown as ExecutionContext;
  try {
    return guard.canActivate(context) ? 200 : 0;
  } catch (error) {
    return (error as { getStatus(): number }).getStatus();
  }
}

describe(AccessGuard.name, () => {
  it.each([
    ['emit', 'Bearer emit-key', 200],
    ['emit', 'Bearer admin-key', 200],
    ['admin', 'Bearer next-admin-key', 200],
    ['admin', 'bearer admin-key', 200],
    ['admin', 'Bearer emit-key', 403],
    ['emit', 'Bearer wrong', 401],
    ['admin', 'Bearer wrong', 401],
    ['emit', undefined, 401],
    ['emit', 'Basic emit-key', 401],
    ['emit', 'Bearer ', 401],
    ['open', undefined, 200],
  ] as const)('answers %s with %j by %i', (route, authorization, status) => {
    expect(ask(route, authorization)).toBe(status);
  });

  it('asks for nothing where no keys are set', () => {
    expect(ask('admin', undefined, {})).toBe(200);
  });

  it('asks for an admin key though only emit keys are set', () => {
    expect(ask('admin', 'Bearer emit-key', { emitKeys: ['emit-key'] })).toBe(403);
  });
});
