import { KEY_ROLES, type KeyRole } from '../store/key-store.js';

/** The rights of a key; {@link ROUTE_ROLES} says which routes each of them opens. */
export type Role = KeyRole;
export const ROLES: readonly Role[] = KEY_ROLES;

/** The least role that opens a route: each of `viewer`, `operator` and `admin` may do what the one before may. */
export type Needed = Role | 'open';

const LADDER: readonly Role[] = ['viewer', 'operator', 'admin'];

/** Tells whether a role opens a route that needs this one. An admin may send events too. */
export function opens(role: Role, needed: Needed): boolean {
  if (needed === 'open' || role === 'admin') return true;
  if (needed === 'emit' || role === 'emit') return role === needed;
  return LADDER.indexOf(role) >= LADDER.indexOf(needed);
}

/** Tells whether a role may look at the console. */
export function mayRead(role: Role): boolean {
  return opens(role, 'viewer');
}

/** The roles that open a route that needs this one. */
export function rolesFor(needed: Needed): readonly Role[] {
  return (['emit', ...LADDER] as const).filter((role) => opens(role, needed));
}

/** The roles that open a route that needs this one, for people: `viewer, operator or admin`. */
export function rolesText(needed: Needed): string {
  return rolesFor(needed)
    .join(', ')
    .replace(/, (?=[^,]+$)/, ' or ');
}

/**
 * The least role of every route, by method and pattern: the one place where this is decided. Routes outside of this
 * table are refused to everyone but admins, and a test wants every route here.
 */
export const ROUTE_ROLES: Readonly<Record<string, Needed>> = {
  'GET /livez': 'open',
  'GET /readyz': 'open',
  'POST /api/console/login': 'open',
  'POST /api/console/logout': 'open',
  'GET /api/console/session': 'open',
  'GET /api/webhooks/endpoints/:id/public-keys': 'open',
  // The token of a link is its right; the page asks for a key where the action wants one.
  'GET /a/:token': 'open',
  'POST /a/:token': 'open',

  'POST /api/webhooks/trigger': 'emit',
  'POST /api/webhooks/events': 'emit',

  'GET /metrics': 'viewer',
  'GET /api/webhooks/status': 'viewer',
  'GET /api/webhooks/stats': 'viewer',
  'GET /api/webhooks/stream': 'viewer',
  'GET /api/webhooks/events': 'viewer',
  'GET /api/webhooks/events/:id': 'viewer',
  'GET /api/webhooks/jobs/:id': 'viewer',
  'GET /api/webhooks/deliveries': 'viewer',
  'GET /api/webhooks/deliveries/:id': 'viewer',
  'GET /api/webhooks/operations': 'viewer',
  'GET /api/webhooks/operations/:id': 'viewer',
  'GET /api/webhooks/endpoints': 'viewer',
  'GET /api/webhooks/endpoints/:id': 'viewer',
  'GET /api/webhooks/adapters': 'viewer',
  'GET /api/webhooks/templates': 'viewer',
  'GET /api/webhooks/mutes': 'viewer',
  'GET /api/webhooks/event-types': 'viewer',
  'GET /api/webhooks/event-types/:type': 'viewer',
  'GET /api/webhooks/audit': 'viewer',
  'GET /api/webhooks/audit/export': 'viewer',
  'GET /api/webhooks/incidents': 'viewer',
  'GET /api/webhooks/incidents/:id': 'viewer',
  'GET /api/webhooks/actions': 'viewer',
  'GET /api/webhooks/search': 'viewer',
  'GET /api/webhooks/query-fields': 'viewer',
  'GET /api/webhooks/event-counts': 'viewer',
  'GET /api/webhooks/views': 'viewer',
  'GET /api/webhooks/export/events.csv': 'viewer',
  'GET /api/webhooks/export/events.ndjson': 'viewer',
  'GET /api/webhooks/export/deliveries.csv': 'viewer',
  'GET /api/webhooks/export/deliveries.ndjson': 'viewer',
  // A preview sends nothing, and masks what is secret.
  'POST /api/webhooks/endpoints/preview': 'viewer',
  'POST /api/webhooks/endpoints/:id/preview': 'viewer',
  'POST /api/webhooks/endpoints/check-filter': 'viewer',

  'POST /api/webhooks/endpoints/:id/pause': 'operator',
  'POST /api/webhooks/endpoints/:id/resume': 'operator',
  'POST /api/webhooks/endpoints/:id/enable': 'operator',
  'POST /api/webhooks/endpoints/:id/disable': 'operator',
  'POST /api/webhooks/endpoints/:id/probe': 'operator',
  'POST /api/webhooks/endpoints/:id/test': 'operator',
  'POST /api/webhooks/endpoints/:id/replay': 'operator',
  'POST /api/webhooks/endpoints/:id/mute': 'operator',
  'POST /api/webhooks/mutes': 'operator',
  'DELETE /api/webhooks/mutes/:id': 'operator',
  'POST /api/webhooks/deliveries/redeliver': 'operator',
  'POST /api/webhooks/deliveries/retry': 'operator',
  'POST /api/webhooks/deliveries/cancel': 'operator',
  'POST /api/webhooks/deliveries/:id/redeliver': 'operator',
  'POST /api/webhooks/deliveries/:id/retry': 'operator',
  'POST /api/webhooks/deliveries/:id/cancel': 'operator',
  'POST /api/webhooks/operations/:id/cancel': 'operator',
  'POST /api/webhooks/incidents/:id/acknowledge': 'operator',
  'POST /api/webhooks/incidents/:id/note': 'operator',
  // Saved views are shared by all who look.
  'POST /api/webhooks/views': 'operator',
  'PATCH /api/webhooks/views/:id': 'operator',
  'DELETE /api/webhooks/views/:id': 'operator',

  // These routes send to a URL of the caller's choice, or ask whether the gateway would.
  'POST /api/webhooks/test': 'admin',
  'POST /api/webhooks/endpoints/test': 'admin',
  'POST /api/webhooks/endpoints/check': 'admin',
  'POST /api/webhooks/endpoints/:id/compare': 'admin',
  'POST /api/webhooks/listen': 'admin',
  'GET /api/webhooks/listen/:id': 'admin',
  'DELETE /api/webhooks/listen/:id': 'admin',
  'POST /api/webhooks/listen/:id/answers': 'admin',
  'POST /api/webhooks/endpoints': 'admin',
  'PATCH /api/webhooks/endpoints/:id': 'admin',
  'DELETE /api/webhooks/endpoints/:id': 'admin',
  'POST /api/webhooks/endpoints/:id/rotate-secret': 'admin',
  'POST /api/webhooks/endpoints/:id/rotate-signing-key': 'admin',
  'PUT /api/webhooks/event-types': 'admin',
  'PUT /api/webhooks/event-types/:type': 'admin',
  'DELETE /api/webhooks/event-types/:type': 'admin',
  'GET /api/webhooks/keys': 'admin',
  'POST /api/webhooks/keys': 'admin',
  'PATCH /api/webhooks/keys/:id': 'admin',
  'DELETE /api/webhooks/keys/:id': 'admin',
  'POST /api/webhooks/keys/:id/rotate': 'admin',
  'GET /api/webhooks/erasures': 'admin',
  'GET /api/webhooks/erasures/:id': 'admin',
  'POST /api/webhooks/erasures': 'admin',
  'POST /api/webhooks/jobs/:id/erase': 'admin',
};

/** The least role of a route; a route that the table does not know is for admins. HEAD asks for what GET does. */
export function neededFor(method: string, route: string): Needed {
  return ROUTE_ROLES[`${method === 'HEAD' ? 'GET' : method} ${route}`] ?? 'admin';
}
