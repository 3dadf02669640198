import { UnauthorizedException, type ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { ApiDescription } from '../../../test/support/api-description.js';
import { aCaller } from '../../../test/support/keyring.js';
import { LOOPBACK, type Caller } from './caller.js';
import type { Gate } from './gate.service.js';
import { neededFor, opens, ROLES, ROUTE_ROLES, rolesFor } from './roles.js';

// Behind it stands a CommonJS library that needs Nest to be loaded already.
const { AccessGuard } = await import('./access.guard.js');

interface Answered {
  readonly status: number;
  readonly message: string;
}

function ask(route: string, caller: Caller | null): Answered {
  const [method, url] = route.split(' ') as [string, string];
  const gate = { refusalOf: () => new UnauthorizedException() } as unknown as Gate;
  const request = { method, routeOptions: { url }, caller };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  try {
    return { status: new AccessGuard(gate).canActivate(context) ? 200 : 0, message: '' };
  } catch (error) {
    const { message, getStatus } = error as { message: string; getStatus(): number };
    return { status: getStatus.call(error), message };
  }
}

const described = new ApiDescription().operations.map(
  ({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
);

describe('The table of routes and roles', () => {
  it('holds every route of the API, and no other', () => {
    // The pages of action links are for people: the description leaves them out.
    const pages = ['GET /a/:token', 'POST /a/:token'];
    expect(Object.keys(ROUTE_ROLES).sort()).toEqual([...described, ...pages].sort());
  });

  it.each(described)('decides who may call %s', (route) => {
    const needed = ROUTE_ROLES[route]!;
    for (const role of ROLES)
      expect([role, ask(route, aCaller(role)).status]).toEqual([role, opens(role, needed) ? 200 : 403]);
    expect(ask(route, LOOPBACK).status).toBe(200);
    expect(ask(route, null).status).toBe(needed === 'open' ? 200 : 401);
  });

  it.each(described.filter((route) => ROUTE_ROLES[route] === 'viewer'))(
    'lets viewers change nothing by %s',
    (route) => {
      const harmless = /^GET |\/preview$|\/check-filter$/;
      expect(route).toMatch(harmless);
    },
  );

  it('gives each role the routes of the one before, but only admins those of emit keys', () => {
    expect(rolesFor('emit')).toEqual(['emit', 'admin']);
    expect(rolesFor('viewer')).toEqual(['viewer', 'operator', 'admin']);
    expect(rolesFor('operator')).toEqual(['operator', 'admin']);
    expect(rolesFor('admin')).toEqual(['admin']);
  });

  it('leaves a route that it does not know to admins, and asks of HEAD what it asks of GET', () => {
    expect(neededFor('GET', '/api/webhooks/nothing')).toBe('admin');
    expect(neededFor('HEAD', '/api/webhooks/status')).toBe('viewer');
  });
});

describe(AccessGuard.name, () => {
  it('names the key, its role and the roles that suffice', () => {
    const { message } = ask('POST /api/webhooks/mutes', aCaller('viewer', { name: 'ana' }));
    expect(message).toBe('Key ana has the role viewer; this needs the role operator or admin.');
  });
});
