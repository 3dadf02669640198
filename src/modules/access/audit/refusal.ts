import type { FastifyRequest } from 'fastify';
import { canonicalAddress } from '../../http/address.js';
import { actorOf } from './audit-log.service.js';

/** A request that was refused because of its caller. */
export interface Refusal {
  readonly action: string;
  readonly actor: string;
  /** Address, or network, of the caller; empty where many addresses share an entry. */
  readonly address: string;
  /** Method and route, such as `POST /api/console/login`; null for a lock-out. */
  readonly route: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Derives the refusal from an answer; null for a 429 that is not about the caller. */
export function refusalOf(request: FastifyRequest, status: number): Refusal | null {
  const { method, routeOptions, caller, endedKey, ip } = request;
  const action = actionOf(request, status);
  if (action === null) return null;
  return {
    action,
    actor: endedKey?.name ?? actorOf(caller),
    address: canonicalAddress(ip) ?? '',
    // The pattern of the route is kept, because the path itself may hold anything.
    route: routeOptions.url === undefined ? null : `${method} ${routeOptions.url}`,
    detail: { status, ...(caller !== null && status === 403 && { role: caller.role }) },
  };
}

function actionOf(request: FastifyRequest, status: number): string | null {
  const { routeOptions, headers, caller, endedKey } = request;
  if (status === 403) return 'access.forbidden';
  if (status === 429) return caller === null ? 'access.held_off' : null;
  if (routeOptions.url?.endsWith('/api/console/login') === true) return 'access.sign_in_failed';
  if (endedKey) return `access.key_${endedKey.end?.why ?? 'expired'}`;
  if (headers.authorization !== undefined) return 'access.wrong_key';
  return headers['webhook-signature'] === undefined ? 'access.no_key' : 'access.wrong_signature';
}
