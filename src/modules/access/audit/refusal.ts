import type { FastifyRequest } from 'fastify';
import { canonicalAddress } from '../../http/address.js';
import { actorOf } from './audit-log.service.js';

/** A request that was turned away for who asked. */
export interface Refusal {
  readonly action: string;
  readonly actor: string;
  /** Network address, or a network of them; empty where many addresses share an entry. */
  readonly address: string;
  /** `POST /api/console/login`; null where it is about no route. */
  readonly route: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The refusal an answer was; null where a 429 had other reasons than who asked. */
export function refusalOf(request: FastifyRequest, status: number): Refusal | null {
  const { method, routeOptions, caller, ip } = request;
  const action = actionOf(request, status);
  if (action === null) return null;
  return {
    action,
    actor: actorOf(caller),
    address: canonicalAddress(ip) ?? '',
    // The pattern of the route, for the path itself may hold anything.
    route: routeOptions.url === undefined ? null : `${method} ${routeOptions.url}`,
    detail: { status },
  };
}

function actionOf({ routeOptions, headers, caller }: FastifyRequest, status: number): string | null {
  if (status === 403) return 'access.forbidden';
  if (status === 429) return caller === null ? 'access.held_off' : null;
  if (routeOptions.url?.endsWith('/api/console/login') === true) return 'access.sign_in_failed';
  if (headers.authorization !== undefined) return 'access.wrong_key';
  return headers['webhook-signature'] === undefined ? 'access.no_key' : 'access.wrong_signature';
}
