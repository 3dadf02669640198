import type { GatewayEvent } from '../../modules/model/event.js';
import { bytesOf, cut } from '../fit.js';
import { payloadBody } from '../payload/payload-body.js';
import type { FormattedRequest, Target } from '../adapter.js';
import { objectIn } from '../answer-words.js';
import type { GithubOptions } from './github-options.js';

/** Limits of GitHub: characters of `event_type`, bytes of `client_payload` as JSON, which leave room for the rest of the 64 KiB, and its names at the top. */
export const GITHUB_LIMITS = { eventType: 100, clientPayload: 65_000, keys: 10 } as const;

/** The body of a dispatch. */
export interface GithubDispatch {
  event_type: string;
  client_payload: Record<string, unknown>;
}

/** The parts of a request that this file writes. */
export type GithubMessage = Pick<FormattedRequest, 'body' | 'faults'>;

/**
 * Writes the dispatch: the payload of the endpoint as `client_payload`, with the id of the delivery. One with too many names at the top
 * goes under one name, and one that is too long is left out: ids and the address of the event stand in its place.
 */
export function githubMessage(event: GatewayEvent, target: Target<GithubOptions>): GithubMessage {
  const { body, faults } = payloadBody(event, target);
  const type = JSON.stringify(cut(target.options.eventType ?? event.type, GITHUB_LIMITS.eventType));
  return {
    body: `{"event_type":${type},"client_payload":${clientPayload(body, event, target)}}`,
    ...(faults === undefined ? {} : { faults }),
  };
}

function clientPayload(body: string, event: GatewayEvent, target: Target): string {
  const id = JSON.stringify(target.deliveryId);
  const whole = hasRoom(body)
    ? `${body.slice(0, -1)},"delivery_id":${id}}`
    : `{"payload":${body},"delivery_id":${id}}`;
  if (bytesOf(whole) <= GITHUB_LIMITS.clientPayload) return whole;
  const thin = payloadBody(event, { ...target, payload: 'thin' }).body;
  return `${thin.slice(0, -1)},"delivery_id":${id},"left_out":"The payload is longer than ${GITHUB_LIMITS.clientPayload} bytes."}`;
}

/** True for an object that has room for one more name and has no `delivery_id` yet. */
function hasRoom(body: string): boolean {
  if (body.length > GITHUB_LIMITS.clientPayload) return false;
  const names = Object.keys(objectIn(body) ?? {});
  return names.length > 0 && names.length < GITHUB_LIMITS.keys && !names.includes('delivery_id');
}
